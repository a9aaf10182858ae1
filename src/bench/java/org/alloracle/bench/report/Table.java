package org.alloracle.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text; the first column is flush left, the others are flush right. */
public final class Table {
  private final List<String[]> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(headings);
  }

  /** Adds a row, of as many cells as there are headings. */
  public void row(String... cells) {
    rows.add(cells);
  }

  /** Prints the table and an empty line. */
  public void print(Sink sink) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String gap = " ".repeat(widths[i] - row[i].length());
        line.append(i == 0 ? row[i] + gap : "  " + gap + row[i]);
      }
      sink.line(line.toString().stripTrailing());
    }
    sink.line("");
  }

  /** The table as comma-separated values. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      text.append(String.join(",", row)).append('\n');
    }
    return text.toString();
  }

  /** A number with so many digits after the point; a dash for none. */
  public static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
