package org.alloracle.bench.headline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;

/** Measures every {@link Headline}, each several times in a JVM of its own. */
public final class Headlines {
  private Headlines() {}

  /**
   * Measures; returns the rows for the data file.
   *
   * @param passes JVMs for each
   */
  public static List<Map<String, Object>> run(boolean quick, int passes, Sink sink)
      throws IOException, InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>();
    Table table = new Table("headline", "ratio", "from", "to", "goal");
    for (Headline headline : Headline.values()) {
      double[] ratios = new double[passes];
      for (int i = 0; i < passes; i++) {
        ratios[i] = fork(headline, quick ? 1 : 10);
        sink.progress("headline: " + headline);
      }
      Arrays.sort(ratios);
      table.row(
          headline.claim,
          Table.number(ratios[passes / 2], 2),
          Table.number(ratios[0], 2),
          Table.number(ratios[passes - 1], 2),
          headline.goal);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("headline", headline.name());
      row.put("ratios", ratios);
      rows.add(row);
    }
    sink.line("The designs' own results, as ratios (medians of " + passes + ")");
    table.print(sink);
    return rows;
  }

  private static double fork(Headline headline, int scale)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx2g",
                "-classpath",
                System.getProperty("java.class.path"),
                Headlines.class.getName(),
                headline.name(),
                Integer.toString(scale))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Double.parseDouble(said.strip()) : Double.NaN;
  }

  /** Measures the headline that is named. */
  public static void main(String[] args) {
    System.out.println(Headline.valueOf(args[0]).ratio(Integer.parseInt(args[1])));
  }
}
