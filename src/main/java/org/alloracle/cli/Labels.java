package org.alloracle.cli;

import java.util.Arrays;
import java.util.Locale;
import org.alloracle.design.CacheDesign;
import org.alloracle.design.Design;
import org.alloracle.trace.Format;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads what the user names: formats, designs, sizes. */
final class Labels {
  /** The formats, for help texts. */
  static final String FORMATS = "mtrace, valgrind, mtlog, malloc-lab, wee-alloc";

  private Labels() {}

  static Format format(CommandSpec spec, String label) {
    return Arrays.stream(Format.values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--format " + label + " is unknown; there are " + FORMATS));
  }

  static Design design(CommandSpec spec, String label) {
    return Design.named(label)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--design "
                        + label
                        + (CacheDesign.named(label).isPresent()
                            ? " is an object cache; replay takes a block allocator: "
                            : " is unknown; there are ")
                        + Design.labels()));
  }

  static long powerOfTwo(String option, String text) {
    try {
      long bytes = Long.parseLong(text);
      if (bytes > 0 && Long.bitCount(bytes) == 1) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(option + " " + text + " is no power of two");
  }

  /**
   * Bytes, with an optional binary unit.
   *
   * @throws IllegalArgumentException if the text is no positive number of bytes below
   *     2<sup>63</sup>
   */
  static long bytes(String option, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    int unit =
        Math.max(0, "KMGT".indexOf(upper.isEmpty() ? ' ' : upper.charAt(upper.length() - 1)) + 1);
    String digits = unit > 0 ? upper.substring(0, upper.length() - 1) : upper;
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << (10 * unit));
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // said below
    }
    throw new IllegalArgumentException(
        option + " " + text + " is no size: a positive number, K, M, G or T may follow");
  }
}
