package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of a mutant.
 *
 * @param by what refuted it, as {@code Postcondition 25}: the kind of the assertion, and the line
 *     of the contract, invariant or proof step; with the name of the file if that is another one;
 *     if undecided, the prover's words
 */
record Verdict(Kind kind, String by) {
  private static final Pattern REFUTED =
      Pattern.compile(
          "(.*?):(\\d+): .* cannot establish an assertion \\((\\w+)(?:: (.*?):(\\d+):)?\\).*");

  enum Kind {
    /** The prover names an assertion that the mutant breaks. */
    REFUTED('r'),
    /** The mutant proves: it is equivalent, or the contract does not notice it. */
    SURVIVED('s'),
    /** The prover did not come to an end in its time. */
    UNDECIDED('u'),
    /** No Java, or none that fits the comments: no mutant at all. */
    REJECTED('x'),
    NOT_RUN('-');

    final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    static Kind of(char letter) {
      for (Kind kind : values()) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new EvidenceException("no verdict: " + letter);
    }
  }

  /** Whether a step of the proof broke, inside the body, before the contract could notice. */
  boolean byStep() {
    return by.startsWith("Assert ") || by.startsWith("Loop");
  }

  static Verdict of(Kind kind) {
    return new Verdict(kind, "");
  }

  /** Reads the result of a mutated method in a file that was made for it. */
  static Verdict of(MethodResult result, Path file) {
    return switch (result.kind()) {
      case PROVED -> of(Kind.SURVIVED);
      case REFUTED -> new Verdict(Kind.REFUTED, by(result, String.valueOf(file.getFileName())));
      case INFEASIBLE, NOT_DONE ->
          new Verdict(
              Kind.UNDECIDED, String.join(" ", result.complaint()).replaceAll("/\\S*/", ""));
    };
  }

  private static String by(MethodResult result, String file) {
    for (String line : result.lines()) {
      Matcher matcher = REFUTED.matcher(line);
      if (matcher.matches()) {
        boolean declared = matcher.group(4) != null;
        String name = (declared ? matcher.group(4) : matcher.group(1)).replaceAll(".*/", "");
        String at = declared ? matcher.group(5) : matcher.group(2);
        return matcher.group(3) + " " + (name.equals(file) ? "" : name + ":") + at;
      }
    }
    return "unknown";
  }
}
