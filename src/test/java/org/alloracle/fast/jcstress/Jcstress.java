package org.alloracle.fast.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alloracle.TestJvm;
import org.alloracle.evidence.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * What jcstress saw, in JVMs of its own: threads race through many small cases, compiled in several
 * ways, and every outcome is counted. All cases of the project go in one run, at the first question
 * for any, for jcstress takes longer to look about than to run them.
 *
 * @param outcomes for each case, by its class's name, how often each outcome was seen
 * @param output all that was said, of all cases
 */
public record Jcstress(Map<String, Map<String, Long>> outcomes, String output) {
  private static final boolean LONG = "long".equals(System.getProperty("alloracle.tests"));

  /** A case, however it went, and a row of its table of outcomes. */
  private static final Pattern CASE = Pattern.compile("\\[[A-Z]+] ((?:\\w+\\.)+\\w+)");

  private static final Pattern ROW =
      Pattern.compile("\\s+(\\S.*?)\\s+([0-9,]+)\\s+<?[0-9.]+%\\s+\\S.*");

  private static @Nullable Jcstress all;

  /** What became of the cases that are nested in a class. */
  public static synchronized Jcstress of(Class<?> cases) throws IOException, InterruptedException {
    if (all == null) {
      all = run();
    }
    String prefix = cases.getName() + ".";
    Map<String, Map<String, Long>> those = new TreeMap<>();
    all.outcomes.forEach(
        (name, outcomes) -> {
          if (name.startsWith(prefix)) {
            those.put(name.substring(prefix.length()), outcomes);
          }
        });
    return new Jcstress(those, all.output);
  }

  private static Jcstress run() throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.named("jcstress")) {
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of("org.openjdk.jcstress.Main", "-t", Pattern.quote("org.alloracle.") + ".*"));
      command.addAll(List.of("-r", scratch.folder().resolve("report").toString(), "-v"));
      if (LONG) {
        command.addAll(List.of("-m", "default"));
      } else {
        command.addAll(List.of("-f", "1", "-iters", "1", "-time", "300", "-sc", "false"));
        command.addAll(List.of("-jvmArgs", "-Xmx256m"));
      }
      String said = TestJvm.run(TestJvm.command(command), scratch.folder()).said();
      return new Jcstress(read(said), said);
    }
  }

  /**
   * Checks that just the named cases ran, had no outcome that they forbid, and more than one: else
   * their threads did not meet.
   */
  public void requireGood(String... cases) {
    assertEquals(Set.of(cases), outcomes.keySet(), output);
    assertFalse(output.contains("[FAILED]") || output.contains("[ERROR]"), output);
    outcomes.forEach(
        (name, seen) ->
            assertTrue(
                seen.values().stream().filter(count -> count > 0).count() > 1,
                name + " had one outcome only: " + seen));
  }

  /**
   * Between two steps in the wrong order: long enough for the other thread, also in a short run.
   */
  public static void letOthersBetween() {
    for (int i = 0; i < 100; i++) {
      Thread.onSpinWait();
    }
  }

  /** How often a case had an outcome. */
  public long seen(String name, String outcome) {
    return outcomes.getOrDefault(name, Map.of()).getOrDefault(outcome, 0L);
  }

  private static Map<String, Map<String, Long>> read(String said) {
    Map<String, Map<String, Long>> outcomes = new TreeMap<>();
    Map<String, Long> now = new TreeMap<>();
    for (String line : said.split("\\R", -1)) {
      Matcher title = CASE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.find()) {
        now = outcomes.computeIfAbsent(title.group(1), any -> new TreeMap<>());
      } else if (row.matches()) {
        now.merge(row.group(1), Long.parseLong(row.group(2).replace(",", "")), Long::sum);
      }
    }
    return outcomes;
  }
}
