package org.alloracle.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of horizontal bars in groups, as SVG. */
public final class Plot {
  private static final int LEFT = 190;
  private static final int WIDTH = 820;
  private static final int BAR = 15;
  private static final int STEP = 20;
  private static final int HEAD = 74;

  private record Bar(String label, double value, String text, String colour) {}

  private final String title;
  private final String note;
  private final double mark;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param note what the bars mean
   * @param mark where a line is drawn across, or NaN
   */
  public Plot(String title, String note, double mark) {
    this.title = title;
    this.note = note;
    this.mark = mark;
  }

  /** Adds a bar. */
  public void bar(String label, double value, String text, String colour) {
    bars.add(new Bar(label, value, text, colour));
  }

  /** Adds a heading over the bars that follow. */
  public void group(String heading) {
    bars.add(new Bar(heading, Double.NaN, "", ""));
  }

  /** The chart. */
  public String svg() {
    double most = Double.isNaN(mark) ? 0 : mark;
    for (Bar bar : bars) {
      most = Double.isNaN(bar.value) ? most : Math.max(most, bar.value);
    }
    double scale = (WIDTH - LEFT - 150) / (most == 0 ? 1 : most);
    int height = HEAD + bars.size() * STEP + 20;
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH,
        height,
        WIDTH,
        height);
    add(out, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
    text(out, 16, 26, "font-size=\"17\" font-weight=\"bold\"", title);
    text(out, 16, 46, "fill=\"#555\"", note);
    int y = HEAD;
    for (Bar bar : bars) {
      if (Double.isNaN(bar.value)) {
        text(out, 16, y + 13, "font-weight=\"bold\"", bar.label);
      } else {
        double length = Math.max(1, bar.value * scale);
        text(out, LEFT - 8, y + 12, "text-anchor=\"end\"", bar.label);
        add(
            out,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            LEFT,
            y,
            length,
            BAR,
            bar.colour);
        text(out, LEFT + length + 6, y + 12, "fill=\"#333\"", bar.text);
      }
      y += STEP;
    }
    if (!Double.isNaN(mark)) {
      add(
          out,
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#b00\""
              + " stroke-dasharray=\"4 3\"/>",
          LEFT + mark * scale,
          LEFT + mark * scale,
          HEAD - 8,
          y);
    }
    return out.append("</svg>\n").toString();
  }

  private static void text(StringBuilder out, double x, int y, String style, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;");
    add(out, "<text x=\"%.1f\" y=\"%d\" %s>%s</text>", x, y, style, safe);
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
