package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what TLC prints with {@code -tool}: messages with a code each. */
final class TlcOutput {
  private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+)(:\\d+)? @!@!@");
  private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@");
  private static final Pattern VIOLATED =
      Pattern.compile(
          "(?:Invariant|Action property|Property) (\\w+) is violated.*", Pattern.DOTALL);
  private static final Pattern TOTALS = Pattern.compile("(?s).*?(\\d+) distinct states found.*");
  private static final Pattern DEPTH = Pattern.compile("(?s).*graph search is (\\d+)\\..*");
  private static final Pattern COVERED = Pattern.compile("<(.*)>: (\\d+):(\\d+)\\s*");

  private final List<String> properties;
  private final Map<String, Long> taken = new LinkedHashMap<>();
  private final List<String> trace = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private String outcome = "";
  private long states;
  private int depth;

  private TlcOutput(List<String> properties) {
    this.properties = properties;
  }

  /**
   * Makes a result of a run.
   *
   * @param properties the temporal properties of the configuration: TLC does not always name the
   *     one that fails, and if there is only one it need not
   */
  static ModelResult read(Forked run, List<String> properties) {
    TlcOutput output = new TlcOutput(properties);
    output.messages(run.lines());
    List<String> untaken =
        output.taken.entrySet().stream()
            .filter(action -> action.getValue() == 0)
            .map(Map.Entry::getKey)
            .toList();
    return new ModelResult(
        output.outcome(run),
        output.states,
        output.depth,
        List.copyOf(output.trace),
        output.taken.size(),
        untaken,
        run.seconds(),
        run.lines());
  }

  private void messages(List<String> lines) {
    int code = -1;
    boolean error = false;
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      Matcher start = START.matcher(line);
      if (start.matches()) {
        code = Integer.parseInt(start.group(1));
        error = ":1".equals(start.group(2));
        text.setLength(0);
      } else if (END.matcher(line).matches()) {
        message(code, text.toString().strip());
        if (error) {
          errors.add(code + " " + text.toString().strip());
        }
      } else {
        text.append(line).append('\n');
      }
    }
  }

  private void message(int code, String text) {
    switch (code) {
      case 2107, 2110, 2112 -> outcome = "violates " + violated(text);
      case 2116 -> outcome = "violates " + theOnlyProperty(text);
      case 2114 -> outcome = "deadlock";
      case 2193 -> outcome = outcome.isEmpty() ? ModelRun.HOLDS : outcome;
      case 2194 -> depth = (int) number(DEPTH, text);
      case 2199 -> states = number(TOTALS, text);
      case 2217, 2218 -> trace.add(text);
      case 2772 -> covered(text);
      default -> {}
    }
  }

  private String violated(String text) {
    Matcher named = VIOLATED.matcher(text);
    return named.matches() ? named.group(1) : theOnlyProperty(text);
  }

  private String theOnlyProperty(String text) {
    return properties.size() == 1 ? properties.get(0) : "one of " + properties + " (" + text + ")";
  }

  private void covered(String text) {
    Matcher covered = COVERED.matcher(text);
    if (covered.matches()) {
      taken.put(covered.group(1), Long.parseLong(covered.group(3)));
    }
  }

  private String outcome(Forked run) {
    if (run.outOfTime()) {
      return "out of time";
    }
    if (outcome.equals(ModelRun.HOLDS) && run.exitCode() != 0) {
      return "error: success was printed, but the exit code is " + run.exitCode();
    }
    if (!outcome.isEmpty()) {
      return outcome;
    }
    return "error: exit code " + run.exitCode() + ": " + String.join("; ", errors);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
