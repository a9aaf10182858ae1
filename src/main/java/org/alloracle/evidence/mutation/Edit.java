package org.alloracle.evidence.mutation;

import java.util.Comparator;
import java.util.List;

/**
 * Another text in a place of a source.
 *
 * @param from the first character that is replaced
 * @param to the character after the last one
 */
public record Edit(int from, int to, String text) {

  /** The source with edits that do not overlap; the lines keep their numbers. */
  public static String apply(String source, List<Edit> edits) {
    String text = source;
    Comparator<Edit> byPlace = Comparator.comparingInt(Edit::from);
    for (Edit each : edits.stream().sorted(byPlace.reversed()).toList()) {
      String before = source.substring(each.from(), each.to());
      String end = "\n".repeat((int) Math.max(0, lines(before) - lines(each.text())));
      text = text.substring(0, each.from()) + each.text() + end + text.substring(each.to());
    }
    return text;
  }

  /** Whether both replace a character, or one adds something within what the other replaces. */
  public boolean overlaps(Edit other) {
    return from < other.to && other.from < to;
  }

  private static long lines(String text) {
    return text.chars().filter(c -> c == '\n').count();
  }
}
