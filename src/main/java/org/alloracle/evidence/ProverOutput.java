package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what OpenJML prints with {@code --progress}. A method counts as proved only if the prover
 * says so and complains of nothing on the way.
 */
final class ProverOutput {
  /** A line that reports something; its form is that of a compiler's message. */
  static final String COMPLAINT = ".*(?:: (?:verify|warning|error): |^error: ).*";

  private static final Pattern START = Pattern.compile("Starting proof of (.*) with prover \\S+");
  private static final Pattern DONE =
      Pattern.compile(
          "Completed proof of (.*) with prover \\S+ - (.*?)(?: \\[\\s*([\\d.,]+) secs\\])?\\s*");
  private static final Pattern CHECK =
      Pattern.compile(".*Feasibility check #\\d+ - (.*) : (\\S+).*");
  private static final Pattern REFUTED =
      Pattern.compile(".* cannot establish an assertion \\((\\w+).*");

  private final Map<String, MethodResult> methods = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private final boolean feasibility;

  private ProverOutput(boolean feasibility) {
    this.feasibility = feasibility;
  }

  /**
   * The methods whose proof was completed, by their full names, as {@code a.b.C.m(long,int[])}.
   *
   * @param feasibility whether the output is that of the feasibility pass
   */
  static ProverOutput read(List<String> lines, boolean feasibility) {
    ProverOutput output = new ProverOutput(feasibility);
    List<String> section = new ArrayList<>();
    for (String line : lines) {
      Matcher done = DONE.matcher(line);
      if (START.matcher(line).matches()) {
        section.clear();
      } else if (done.matches()) {
        output.methods.put(done.group(1), output.result(done, section));
        section.clear();
      } else {
        section.add(line);
        if (line.matches(".*\\berror: .*")) {
          output.errors.add(line);
        }
      }
    }
    return output;
  }

  Map<String, MethodResult> methods() {
    return methods;
  }

  /** Lines that report errors of the sources or of the tool. */
  List<String> errors() {
    return errors;
  }

  /** The kinds of the assertions that were refuted: Postcondition, Assert, ... */
  static List<String> refuted(MethodResult result) {
    return result.lines().stream()
        .map(REFUTED::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct()
        .toList();
  }

  private MethodResult result(Matcher done, List<String> section) {
    String seconds = done.group(3) == null ? "0" : done.group(3).replace(',', '.');
    return new MethodResult(
        kind(done.group(2), section), Double.parseDouble(seconds), List.copyOf(section));
  }

  private MethodResult.Kind kind(String words, List<String> section) {
    boolean complained = section.stream().anyMatch(line -> line.matches(COMPLAINT));
    if (words.equals("with warnings")) {
      boolean refuted = section.stream().anyMatch(line -> REFUTED.matcher(line).matches());
      return refuted ? MethodResult.Kind.REFUTED : MethodResult.Kind.NOT_DONE;
    }
    if (feasibility && section.stream().anyMatch(ProverOutput::infeasible)) {
      return MethodResult.Kind.INFEASIBLE;
    }
    if (!words.equals("no warnings") || complained) {
      return MethodResult.Kind.NOT_DONE;
    }
    return feasibility && !everyPointReached(section)
        ? MethodResult.Kind.NOT_DONE
        : MethodResult.Kind.PROVED;
  }

  private static boolean infeasible(String line) {
    Matcher check = CHECK.matcher(line);
    return check.matches() && check.group(2).equals("infeasible");
  }

  /** OpenJML says "no warnings" even if a check was cancelled, and then prints no OK for it. */
  private static boolean everyPointReached(List<String> section) {
    int reached = 0;
    for (String line : section) {
      Matcher check = CHECK.matcher(line);
      boolean ok = check.matches() && check.group(2).equals("OK");
      if (ok) {
        reached++;
      } else if (check.matches() || line.contains("unknown reason") || line.endsWith("timeout")) {
        return false;
      }
    }
    return reached > 0;
  }
}
