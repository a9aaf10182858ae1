package org.alloracle.fast.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alloracle.TestJvm;

/**
 * A run of jcstress in JVMs of its own: threads race through many small cases, compiled in several
 * ways, and every outcome seen is counted.
 *
 * @param outcomes for each test, by its class's name, how often each outcome was seen
 * @param output all that was said
 */
public record Jcstress(Map<String, Map<String, Long>> outcomes, String output) {
  private static final boolean LONG = "long".equals(System.getProperty("alloracle.tests"));

  /** A test, however it went, and a row of its table of outcomes. */
  private static final Pattern TEST = Pattern.compile("\\[[A-Z]+] ((?:\\w+\\.)+\\w+)");

  private static final Pattern ROW =
      Pattern.compile("\\s+(\\S.*?)\\s+([0-9,]+)\\s+<?[0-9.]+%\\s+\\S.*");

  /**
   * Runs the tests that are nested in a class.
   *
   * @param folder where its files go
   */
  public static Jcstress run(Class<?> tests, Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("org.openjdk.jcstress.Main", "-t", Pattern.quote(tests.getName() + ".") + ".*"));
    command.addAll(List.of("-r", folder.resolve("report").toString(), "-v"));
    if (LONG) {
      command.addAll(List.of("-m", "default"));
    } else {
      command.addAll(List.of("-f", "1", "-iters", "1", "-time", "300", "-sc", "false"));
      command.addAll(List.of("-jvmArgs", "-Xmx256m"));
    }
    String said = TestJvm.run(TestJvm.command(command), folder).said();
    return new Jcstress(read(said), said);
  }

  /**
   * Checks that just the named tests ran, had no outcome that they forbid, and more than one: else
   * their threads did not meet.
   */
  public void requireGood(String... tests) {
    assertEquals(Set.of(tests), outcomes.keySet(), output);
    assertFalse(output.contains("[FAILED]") || output.contains("[ERROR]"), output);
    outcomes.forEach(
        (test, seen) ->
            assertTrue(
                seen.values().stream().filter(count -> count > 0).count() > 1,
                test + " had one outcome only: " + seen));
  }

  /**
   * Between two steps in the wrong order: long enough for the other thread, also in a short run.
   */
  public static void letOthersBetween() {
    for (int i = 0; i < 100; i++) {
      Thread.onSpinWait();
    }
  }

  /** How often a test had an outcome. */
  public long seen(String test, String outcome) {
    return outcomes.getOrDefault(test, Map.of()).getOrDefault(outcome, 0L);
  }

  private static Map<String, Map<String, Long>> read(String said) {
    Map<String, Map<String, Long>> outcomes = new TreeMap<>();
    Map<String, Long> now = new TreeMap<>();
    for (String line : said.split("\\R", -1)) {
      Matcher test = TEST.matcher(line);
      Matcher row = ROW.matcher(line);
      if (test.find()) {
        String name = test.group(1).substring(test.group(1).lastIndexOf('.') + 1);
        now = outcomes.computeIfAbsent(name, any -> new TreeMap<>());
      } else if (row.matches()) {
        now.merge(row.group(1), Long.parseLong(row.group(2).replace(",", "")), Long::sum);
      }
    }
    return outcomes;
  }
}
