package org.alloracle.evidence.mutation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals beside a literal. */
final class Constants {
  private Constants() {}

  /**
   * As they are written: a number one greater, and one less unless it is 0; the other truth value.
   */
  static List<String> beside(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return List.of(String.valueOf(!truth));
    }
    if (value instanceof Integer number) {
      return number == Integer.MAX_VALUE ? List.of("0") : around(number, "");
    }
    if (value instanceof Long number) {
      return number == Long.MAX_VALUE ? List.of("0L") : around(number, "L");
    }
    return List.of();
  }

  private static List<String> around(long number, String suffix) {
    String more = (number + 1) + suffix;
    return number > 0 ? List.of(more, (number - 1) + suffix) : List.of(more);
  }
}
