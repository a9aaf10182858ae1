package org.alloracle.evidence.mutation;

import java.util.List;
import java.util.Locale;

/**
 * One change of one method's body.
 *
 * @param method with the simple names of its parameters' types, as {@code take(long,int[])}
 * @param signature the same with full names
 * @param operator which kind of change
 * @param ordinal which of the changes in the method that read the same, from 1
 * @param before the text that is replaced
 * @param after what stands there then
 * @param from the first character that is replaced
 * @param to the character after the last one
 * @param bodyFrom the first character of the method's body
 * @param bodyTo the character after its last one
 */
public record Mutant(
    String method,
    String signature,
    Operator operator,
    int ordinal,
    String before,
    String after,
    int from,
    int to,
    int bodyFrom,
    int bodyTo) {

  /** The kinds of changes. */
  public enum Operator {
    /** Another comparison: with the equal case or without it, or the opposite. */
    COMPARISON,
    /** One more or one less than a returned, assigned, passed or compared value. */
    OFF_BY_ONE,
    /** A statement left out. */
    DROPPED,
    /** Operands, arguments or branches in the other order. */
    SWAPPED,
    /** The neighbouring element of an array. */
    INDEX,
    /** Another literal, or another named constant of the class. */
    CONSTANT,
    /** Another arithmetic operator. */
    ARITHMETIC,
    /** Another connective, or a negation left out. */
    CONNECTIVE;

    /** In words, as in the files of results. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What names the change within its class for as long as the method reads the same there. */
  public String id() {
    String which = ordinal == 1 ? "" : " (" + ordinal + ")";
    return method + " " + operator.words() + ": " + flat(before) + " -> " + flat(after) + which;
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The change. */
  public Edit edit() {
    return new Edit(from, to, after);
  }

  /** The source with this change; the lines keep their numbers. */
  public String in(String source) {
    return Edit.apply(source, List.of(edit()));
  }
}
