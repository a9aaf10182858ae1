package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which OpenJML may prove, with which options, and where a known one can be had: {@code
 * proofs/tools.json}.
 *
 * @param exactly versions that are accepted by name
 * @param from the oldest later release that is accepted; what lies between is refused
 * @param download a release to fetch when asked to
 * @param options what the prover is called with, without {@code --check-feasibility}
 * @param secondsPerMethod the budget of the proof pass for each method, on top of a minute a class
 * @param feasibilityMinutes the budget of the whole feasibility pass
 * @param feasibilitySeconds the time limit of each check in it, in place of the one in {@code
 *     options}: to find that a point can be reached takes longer than to prove what holds there
 */
record Pins(
    Set<String> exactly,
    String from,
    Archive download,
    List<String> options,
    int secondsPerMethod,
    int feasibilityMinutes,
    int feasibilitySeconds) {

  static final Path FILE = Path.of("proofs", "tools.json");

  /** A release archive for 64-bit Linux, and the digest of the right bytes. */
  record Archive(String version, String url, String sha256) {
    static Archive from(Fields fields) {
      Archive archive =
          new Archive(fields.text("version"), fields.text("url"), fields.text("sha256"));
      fields.end();
      return archive;
    }
  }

  static Pins read(Path project) {
    Fields fields = Fields.read(project.resolve(FILE));
    Pins pins =
        new Pins(
            Set.copyOf(fields.texts("acceptedExactly")),
            fields.text("acceptedFrom"),
            Archive.from(fields.one("download")),
            fields.texts("options"),
            (int) fields.number("secondsPerMethod"),
            (int) fields.number("feasibilityMinutes"),
            (int) fields.number("feasibilitySeconds"));
    fields.end();
    return pins;
  }

  /** What the prover is called with in one of the passes. */
  List<String> options(boolean feasibility) {
    List<String> all = new ArrayList<>(options);
    if (feasibility) {
      all.removeIf(option -> option.startsWith("--timeout="));
      all.add("--timeout=" + feasibilitySeconds);
    }
    all.add("--check-feasibility=" + (feasibility ? "all" : "none"));
    return all;
  }

  /**
   * What the prover is called with to see whether it refutes something wrong: the first complaint
   * is enough, and there is less time.
   *
   * @param seconds the limit of each question to the solver
   */
  List<String> refuting(int seconds) {
    List<String> all = new ArrayList<>(options);
    all.removeIf(option -> option.startsWith("--timeout="));
    all.addAll(List.of("--timeout=" + seconds, "--esc-max-warnings=1", "--check-feasibility=none"));
    return all;
  }

  /**
   * Whether a version may prove. Releases have been named {@code 21-0.21} and {@code 21.0.28}; both
   * forms are compared by their numbers.
   */
  boolean accepts(String version) {
    if (exactly.contains(version)) {
      return true;
    }
    String dotted = version.replace('-', '.');
    return dotted.matches("\\d{1,9}(\\.\\d{1,9})*")
        && Arrays.compare(numbers(dotted), numbers(from)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
