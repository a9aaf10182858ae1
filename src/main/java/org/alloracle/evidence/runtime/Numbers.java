package org.alloracle.evidence.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whole numbers as specifications take them: mathematical, as far as 64 bits go. */
final class Numbers {
  private Numbers() {}

  /** Two values joined; the operators of Java, without wrapping. */
  static Object arithmetic(String op, @Nullable Object left, @Nullable Object right) {
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return switch (op) {
        case "&" -> a && b;
        case "|" -> a || b;
        case "^" -> a ^ b;
        default -> throw Undefined.beyond(op + " of truths");
      };
    }
    if (left instanceof Long x && right instanceof Long y) {
      long a = x;
      long b = y;
      return switch (op) {
        case "<" -> a < b;
        case "<=" -> a <= b;
        case ">" -> a > b;
        case ">=" -> a >= b;
        case "+" -> Math.addExact(a, b);
        case "-" -> Math.subtractExact(a, b);
        case "*" -> Math.multiplyExact(a, b);
        case "/" -> a / b;
        case "%" -> a % b;
        case "&" -> a & b;
        case "|" -> a | b;
        case "^" -> a ^ b;
        case "<<" -> shifted(a, b);
        case ">>" -> a >> Math.min(63, b);
        case ">>>" -> a >>> Math.min(63, b);
        default -> throw Undefined.beyond(op);
      };
    }
    throw Undefined.beyond(op + " of others than numbers");
  }

  private static long shifted(long a, long by) {
    if (by < 0 || by > 62) {
      throw Undefined.because("a shift by " + by);
    }
    return Math.multiplyExact(a, 1L << by);
  }

  /** A literal. */
  static Object parsed(String text) {
    String digits = text.replaceAll("[_lL]", "");
    return digits.startsWith("0x") || digits.startsWith("0X")
        ? (Object) Long.parseUnsignedLong(digits.substring(2), 16)
        : (Object) Long.parseLong(digits);
  }

  /** A value as a cast leaves it. */
  static @Nullable Object cast(String type, @Nullable Object value) {
    if (value instanceof Long number && type.equals("int") && number.intValue() != number) {
      throw Undefined.because(number + " is no int");
    }
    return value;
  }

  /** As terms have it: whole numbers as Longs. */
  static @Nullable Object normal(@Nullable Object value) {
    return value instanceof Number number ? (Object) number.longValue() : value;
  }

  /** A value as a parameter of a type takes it. */
  static @Nullable Object argument(Class<?> type, @Nullable Object value) {
    if (!(value instanceof Long number)) {
      return value;
    }
    if (type == int.class) {
      return (int) (long) Objects.requireNonNull((Long) cast("int", number));
    }
    if (type == short.class) {
      return (short) (long) number;
    }
    return type == byte.class ? (Object) (byte) (long) number : (Object) number;
  }
}
