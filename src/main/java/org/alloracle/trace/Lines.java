package org.alloracle.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log as bytes in one buffer, with a cursor that reads numbers.
 *
 * <p>The current line always ends in a line feed inside the buffer, and the byte before the first
 * line is one too, so scanning in either direction needs no bounds of its own.
 */
final class Lines implements Closeable {
  /** The longest line accepted, in bytes with its line feed. */
  static final int LONGEST = 1 << 18;

  private static final int FIRST = 1;
  private static final int EXCERPT = 60;
  private static final byte[] DIGITS = digitValues();
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The buffer; index 0 is a guard. */
  final byte[] bytes = new byte[FIRST + LONGEST + 1];

  /** The cursor. */
  int at = FIRST;

  private final String name;
  private final InputStream in;
  private int start = FIRST;
  private int wholeEnd = FIRST;
  private int filled = FIRST;
  private long number;
  private int digits;
  private boolean exhausted;
  private boolean unterminated;
  private @Nullable IOException broken;

  Lines(String name, InputStream in) {
    this.name = name;
    this.in = in;
    bytes[0] = '\n';
  }

  private static byte[] digitValues() {
    byte[] values = new byte[256];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
    }
    return values;
  }

  String name() {
    return name;
  }

  /** The number of the current line, from 1; 0 before the first. */
  long number() {
    return number;
  }

  /** Whether the current line is the last and has no line feed of its own. */
  boolean unterminated() {
    return unterminated;
  }

  /** How many digits the last number read had. */
  int digits() {
    return digits;
  }

  /** Goes to the beginning of the line after {@link #at}; false at the end of the log. */
  boolean begin() throws TraceException {
    if (at >= wholeEnd && !fill()) {
      return false;
    }
    start = at;
    number++;
    return true;
  }

  private boolean fill() throws TraceException {
    if (unterminated) {
      return false;
    }
    System.arraycopy(bytes, at, bytes, FIRST, filled - at);
    filled += FIRST - at;
    at = FIRST;
    wholeEnd = FIRST;
    int searched = FIRST;
    while (true) {
      for (int i = filled - 1; i >= searched; i--) {
        if (bytes[i] == '\n') {
          wholeEnd = i + 1;
          return true;
        }
      }
      searched = filled;
      if (filled == FIRST + LONGEST) {
        throw new TraceException(
            name, number + 1, String.format("a line longer than %,d bytes", LONGEST));
      }
      if (!readMore()) {
        return lastLine();
      }
    }
  }

  /** One read; false at the end of the data or where it breaks. */
  private boolean readMore() {
    if (exhausted) {
      return false;
    }
    try {
      int got = in.read(bytes, filled, FIRST + LONGEST - filled);
      if (got > 0) {
        filled += got;
        return true;
      }
    } catch (IOException e) {
      broken = e;
    }
    exhausted = true;
    return false;
  }

  private boolean lastLine() throws TraceException {
    IOException cause = broken;
    if (cause != null) {
      throw new TraceException(name, number + 1, Failures.describe(cause));
    }
    if (filled == FIRST) {
      return false;
    }
    unterminated = true;
    bytes[filled++] = '\n';
    wholeEnd = filled;
    return true;
  }

  /**
   * The log's first lines without moving on: as much as the buffer holds.
   *
   * @throws TraceException if not even one line can be read
   */
  String head(int longest) throws TraceException {
    while (filled - FIRST < longest && readMore()) {
      // reads on
    }
    if (filled == FIRST && broken != null) {
      lastLine();
    }
    int length = Math.min(longest, filled - FIRST);
    return new String(bytes, FIRST, length, StandardCharsets.ISO_8859_1);
  }

  /** The index of the current line's line feed, searched from the cursor. */
  int lineFeed() {
    byte[] b = bytes;
    int i = at;
    int last = wholeEnd - Long.BYTES;
    while (i <= last) {
      long x = (long) EIGHT.get(b, i) ^ 0x0a0a0a0a0a0a0a0aL;
      long zero = (x - 0x0101010101010101L) & ~x & 0x8080808080808080L;
      if (zero != 0) {
        return i + (Long.numberOfTrailingZeros(zero) >>> 3);
      }
      i += Long.BYTES;
    }
    while (b[i] != '\n') {
      i++;
    }
    return i;
  }

  /** The index after the last byte that is no blank between the cursor and {@code end}. */
  int trimmed(int end) {
    int i = end;
    while (i > at && isBlank(bytes[i - 1])) {
      i--;
    }
    return i;
  }

  /** Leaves the rest of the line unread. */
  void skip() {
    at = lineFeed() + 1;
  }

  /** Passes blanks; true if the line ends there, which then is passed too. */
  boolean end() {
    if (!atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes blanks; true if the line ends there. */
  boolean atEnd() {
    while (isBlank(bytes[at])) {
      at++;
    }
    return bytes[at] == '\n';
  }

  /** Ends the line, on which nothing else may stand. */
  void expectEnd() throws TraceException {
    if (!end()) {
      throw problem("unexpected text after the record");
    }
  }

  /** Passes spaces and tabs. */
  void blanks() {
    while (bytes[at] == ' ' || bytes[at] == '\t') {
      at++;
    }
  }

  /** Passes {@code text} if it stands here. */
  boolean take(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false; // the line feed matches nothing that is asked for, so this stays in the line
      }
    }
    at += text.length();
    return true;
  }

  /** Whether what stands here to the end of the line is a beginning of {@code text}. */
  boolean isBeginningOf(String text) {
    int i = 0;
    while (i < text.length() && bytes[at + i] == text.charAt(i)) {
      i++;
    }
    return bytes[at + i] == '\n';
  }

  /** Passes {@code c}, which must stand here. */
  void expect(char c) throws TraceException {
    if (bytes[at] != c) {
      throw problem(c == ' ' ? "a space is missing" : "'" + c + "' is missing");
    }
    at++;
  }

  /** An unsigned hexadecimal number without prefix. */
  long hex(String what) throws TraceException {
    byte[] b = bytes;
    int from = at;
    int p = from;
    long value = 0;
    int digit;
    while ((digit = DIGITS[b[p] & 0xff]) >= 0) {
      value = value << 4 | digit;
      p++;
    }
    at = p;
    digits = p - from;
    if (digits == 0 || digits > 16) {
      checkDigits(from, what);
    }
    return value;
  }

  /** An unsigned decimal number. */
  long decimal(String what) throws TraceException {
    byte[] b = bytes;
    int from = at;
    int p = from;
    long value = 0;
    int digit;
    while ((digit = b[p] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      p++;
    }
    at = p;
    digits = p - from;
    if (digits == 0 || digits > 18) {
      return longDecimal(from, what);
    }
    return value;
  }

  private void checkDigits(int from, String what) throws TraceException {
    if (digits == 0) {
      throw noNumber(what);
    }
    for (int i = from; i < at - 16; i++) {
      if (bytes[i] != '0') {
        throw tooLarge(what);
      }
    }
  }

  private long longDecimal(int from, String what) throws TraceException {
    if (digits == 0) {
      throw noNumber(what);
    }
    try {
      return Long.parseUnsignedLong(new String(bytes, from, digits, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      throw tooLarge(what);
    }
  }

  private TraceException noNumber(String what) {
    return problem(bytes[at] == '-' ? what + " is negative" : what + " is missing");
  }

  TraceException tooLarge(String what) {
    return problem(what + " does not fit in 64 bits");
  }

  /** The value of the hexadecimal digit {@code c}, or -1. */
  static int digit(byte c) {
    return DIGITS[c & 0xff];
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\r' || c == '\t';
  }

  /** What is wrong with the current line, with its beginning. */
  TraceException problem(String what) {
    int end = start;
    while (bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    return new TraceException(name, number, what + ": " + quoted(line));
  }

  /** The beginning of a line, in quotes and safe to print. */
  static String quoted(String line) {
    String text = line.stripTrailing();
    StringBuilder shown = new StringBuilder("\"");
    text.chars().limit(EXCERPT).forEach(c -> shown.append(c < ' ' || c > '~' ? '?' : (char) c));
    return shown.append(text.length() > EXCERPT ? "...\"" : "\"").toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
