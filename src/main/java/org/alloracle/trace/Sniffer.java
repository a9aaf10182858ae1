package org.alloracle.trace;

import java.util.List;
import java.util.regex.Pattern;

/** Tells the format of a log from its first line that is not blank. */
final class Sniffer {
  /** Bytes looked at. */
  static final int HEAD = 8192;

  private record Sign(Format format, Pattern pattern) {}

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(Format.VALGRIND, Pattern.compile("(==|--|\\*\\*)[\\d:. ]*\\d(==|--|\\*\\*).*")),
          new Sign(
              Format.MTRACE,
              Pattern.compile("= Start|= End|(@ .* )?[-+<>!] (0x[0-9a-fA-F]+|\\(nil\\)|0).*|@ .*")),
          new Sign(Format.MTLOG, Pattern.compile("\\d+ [mcraf] .*")),
          new Sign(Format.WEE_ALLOC, Pattern.compile("(Alloc|Free)\\(.*")),
          new Sign(Format.MALLOC_LAB, Pattern.compile("\\d[\\d \\t]*")));

  private record Other(Pattern pattern, String what) {}

  private static final List<Other> OTHERS =
      List.of(
          new Other(
              Pattern.compile("(\\d+ )?(\\S+->\\w+\\(|<\\.\\.\\. \\w+ resumed>|\\w+\\(.*<unf).*"),
              "an ltrace log"),
          new Other(Pattern.compile("Attach(ing|ed) \\d+ probes?.*"), "a bpftrace log"),
          new Other(Pattern.compile("v [0-9a-f]+ [0-9a-f]+"), "heaptrack data"));

  private record Packer(String magic, String name) {}

  private static final List<Packer> PACKERS =
      List.of(
          new Packer("\u001f\u008b", "gzip"),
          new Packer("(\u00b5/\u00fd", "zstd"),
          new Packer("BZh", "bzip2"),
          new Packer("\u00fd7zXZ\u0000", "xz twice"));

  private Sniffer() {}

  /**
   * The format of a log.
   *
   * @param name the log's name for messages
   * @param head the log's first bytes, as ISO 8859-1
   * @throws TraceException if it is none that can be read
   */
  static Format format(String name, String head) throws TraceException {
    for (Packer packer : PACKERS) {
      if (head.startsWith(packer.magic)) {
        throw unreadable(name, 0, "packed by " + packer.name + ", which is not unpacked here");
      }
    }
    int line = 0;
    for (String text : head.split("\n", -1)) {
      line++;
      if (!text.isBlank()) {
        return format(name, line, text.strip(), head);
      }
    }
    throw new TraceException(name, 0, "no records: the log is empty");
  }

  private static Format format(String name, int line, String text, String head)
      throws TraceException {
    for (Sign sign : SIGNS) {
      if (sign.pattern.matcher(text).matches()) {
        return sign.format;
      }
    }
    for (Other other : OTHERS) {
      if (other.pattern.matcher(text).matches()) {
        throw unreadable(name, line, other.what + ", which cannot be read");
      }
    }
    if (head.chars().anyMatch(Sniffer::isBinary)) {
      throw unreadable(name, 0, "binary data, not an allocation log");
    }
    throw unreadable(name, line, "not an allocation log of a known format: " + Lines.quoted(text));
  }

  private static TraceException unreadable(String name, int line, String what) {
    return new TraceException(name, line, what + "; the formats are " + Format.labels());
  }

  private static boolean isBinary(int c) {
    return c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0;
  }
}
