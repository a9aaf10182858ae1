package org.alloracle.trace;

import static org.alloracle.trace.Logs.bytes;
import static org.alloracle.trace.Logs.problem;
import static org.alloracle.trace.Logs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class TracesTest {
  private static final String LOG = "1 m 8 = 1000 18\n1 f 1000\n";

  private final Path folder;

  TracesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "'= Start\n', MTRACE",
    "'@ a:[0x1] + 0x10 0x8\n', MTRACE",
    "'+ (nil) 0x8\n', MTRACE",
    "'==1== Memcheck\n==1== \n--1-- malloc(1) = 0x8\n', VALGRIND",
    "'--1-- malloc(1) = 0x8\n', VALGRIND",
    "'\n \n1 m 8 = 1000 18\n', MTLOG",
    "'4\n4\n', MALLOC_LAB",
    "'Alloc(5),\n', WEE_ALLOC",
    "'Free(5),\n', WEE_ALLOC"
  })
  void formatIsToldFromTheContent(String log, Format format) throws TraceException {
    assertEquals(format, read(log).format());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | log: no records: the log is empty",
        "'\n \r\n' | log: no records: the log is empty",
        "20376 sqlite3->realloc(0, 8)  = 0x55991e9012a0 | log:1: an ltrace log, which",
        "malloc(5 <unfinished ...> | log:1: an ltrace log, which",
        "Attaching 9 probes... | log:1: a bpftrace log, which",
        "v 10500 3 | log:1: heaptrack data, which",
        "+ 18 1 55d01214dab0 | log:1: not an allocation log of a known format",
        "hello | log:1: not an allocation log of a known format: \"hello\"; the formats are mtrace",
        "'\n\nhello' | log:3: not an allocation log of a known format",
        "-5 m 8 = 10 8 | log:1: not an allocation log of a known format"
      })
  void otherFormats(String log, String problem) {
    String message = problem(log);
    assertTrue(message.startsWith(problem), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void otherPackers() {
    for (byte[] magic :
        new byte[][] {
          {0x1f, (byte) 0x8b, 8}, {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, bytes("BZh9")
        }) {
      String message = failure(Arrays.copyOf(magic, 100));
      assertTrue(message.startsWith("log: packed by "), message);
    }
  }

  @Test
  void binaryFiles() {
    assertTrue(failure(new byte[100]).startsWith("log: binary data, not an allocation log;"));
    assertTrue(failure(bytes("\u007fELF\u0002\n")).startsWith("log: binary data"));
    assertTrue(problem("\u00e9t\u00e9\n").startsWith("log:1: not an allocation log"));
  }

  @Test
  void aForcedFormatIsNotQuestioned() throws TraceException {
    assertEquals(2, read(LOG, Format.MTLOG).records());
    assertTrue(problem(LOG, Format.MTRACE).startsWith("log:1: not a line of an mtrace log"));
    assertTrue(problem(LOG, Format.VALGRIND).startsWith("log:1: not a line of valgrind's"));
    assertTrue(problem(LOG, Format.WEE_ALLOC).startsWith("log:1: neither Alloc"));
    assertTrue(problem("", Format.MTLOG).startsWith("log: no records"));
  }

  @Test
  void filesThatCannotBeRead() throws IOException {
    assertTrue(failure(folder).endsWith(": is a directory"));
    assertTrue(failure(folder.resolve("none")).endsWith("none: no such file"));
    Path file = Files.writeString(folder.resolve("hello"), "hello\n");
    assertTrue(failure(file).startsWith(file + ":1: "));
    assertTrue(
        failure(Files.writeString(file, "")).endsWith("hello: no records: the log is empty"));
  }

  @Test
  void xz() throws IOException {
    Path file = Files.write(folder.resolve("log.xz"), packed(LOG));
    try (TraceReader reader = Traces.open(file, null)) {
      assertEquals(file.toString(), reader.name());
      assertEquals(new Event(Event.Kind.ALLOCATE, 1, 1, 0, 0x1000, 8, 0x18, -1), reader.next());
      assertEquals(Event.free(2, 1, 0x1000), reader.next());
      assertEquals(null, reader.next());
      assertEquals(null, reader.next());
      assertEquals(Files.size(file), reader.bytesRead());
    }
  }

  @Test
  void xzOfSeveralStreams() throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(packed(LOG));
    twice.write(packed(LOG));
    assertEquals(4, read(twice.toByteArray(), null).records());
  }

  /** However much is missing: one exception of the right type that says so. */
  @Test
  void truncatedXz() throws IOException {
    byte[] whole = packed(LOG.repeat(500));
    for (int length = 6; length < whole.length; length++) {
      String message = failure(Arrays.copyOf(whole, length));
      assertTrue(
          message.matches(
              "log(:\\d+)?: cannot be read: the xz data ends too early, so the file is truncated"),
          message);
    }
  }

  @Test
  void truncatedXzIsReadAsFarAsItGoesAndNamesTheLine() throws IOException {
    Random random = new Random(1);
    StringBuilder log = new StringBuilder();
    for (int i = 1; i <= 50_000; i++) {
      String size = Long.toHexString(random.nextLong());
      log.append("1 m ").append(size).append(" = 1000 ffffffffffffffff\n");
    }
    byte[] whole = packed(log.toString());
    InputStream cut = new ByteArrayInputStream(whole, 0, whole.length / 2);
    try (TraceReader reader = Traces.open("log", cut, null)) {
      TraceException e =
          assertThrows(
              TraceException.class,
              () -> {
                while (reader.next() != null) {}
              });
      assertTrue(reader.records() > 1000);
      assertTrue(String.valueOf(e.getMessage()).startsWith("log:" + (reader.records() + 1) + ": "));
      assertSame(e, assertThrows(TraceException.class, reader::next));
    }
  }

  @Test
  void corruptXz() throws IOException {
    byte[] whole = packed(LOG.repeat(100));
    for (int at = 6; at < whole.length; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 0x55;
      String message = failure(bad);
      assertTrue(message.contains("the xz data "), message);
    }
    byte[] more = Arrays.copyOf(whole, whole.length + 3);
    assertTrue(failure(more).startsWith("log:201: cannot be read: the xz data "));
  }

  @Test
  void xzOfNoLog() throws IOException {
    assertEquals("log: no records: the log is empty", failure(packed("")));
    assertTrue(failure(packed("hello")).startsWith("log:1: not an allocation log"));
  }

  @Test
  void xzThatNeedsTooMuchMemory() throws IOException {
    byte[] packed = packed(LOG);
    int blockHeader = 12;
    int dictionarySize = blockHeader + 4;
    int checksum = blockHeader + 8;
    packed[dictionarySize] = 36; // 1 GiB
    CRC32 crc = new CRC32();
    crc.update(packed, blockHeader, checksum - blockHeader);
    for (int i = 0; i < 4; i++) {
      packed[checksum + i] = (byte) (crc.getValue() >> (8 * i));
    }
    assertEquals(
        "log:1: cannot be read: the xz data needs more than 128 MiB to unpack", failure(packed));
  }

  @Test
  void aReadErrorKeepsItsReason() {
    InputStream broken =
        new InputStream() {
          private int left = 20;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("the disk is on fire");
            }
            return LOG.charAt(19 - left);
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            into[from] = (byte) read();
            return 1;
          }
        };
    TraceException e = assertThrows(TraceException.class, () -> read(broken, null));
    assertEquals("log:2: cannot be read: the disk is on fire", e.getMessage());
  }

  @Test
  void pipesCannotTellHowMuchIsThere() throws TraceException {
    InputStream pipe =
        new ByteArrayInputStream(bytes(LOG)) {
          @Override
          public synchronized int available() {
            throw new UnsupportedOperationException("Illegal seek");
          }
        };
    assertEquals(2, read(pipe, null).records());
  }

  @Test
  void longLines() throws TraceException {
    String longest = "@ " + "a".repeat(Lines.LONGEST - 20) + " + 0x10 0x8\n";
    assertEquals(1, read(longest).records());
    assertEquals(
        "log:2: a line longer than 262,144 bytes",
        problem("@ a + 0x20 0x8\n" + longest.replace("a", "aa")));
  }

  /** Lines fall across every edge of the buffer, and reads return as little as they like. */
  @Test
  void linesAcrossTheBuffersEdge() throws TraceException {
    StringBuilder log = new StringBuilder();
    int lines = 60_000;
    for (int i = 1; i <= lines; i++) {
      log.append("1 m ").append(Integer.toHexString(i)).append(" = 1000 ffffff\n");
    }
    byte[] bytes = log.toString().getBytes(StandardCharsets.US_ASCII);
    InputStream dribble =
        new ByteArrayInputStream(bytes) {
          private int turn;

          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1 + turn++ % 977));
          }
        };
    for (InputStream in : new InputStream[] {new ByteArrayInputStream(bytes), dribble}) {
      Logs.Log read = read(in, null);
      assertEquals(lines, read.records());
      for (int i = 0; i < lines; i++) {
        assertEquals(i + 1, read.events().get(i).size());
        assertEquals(i + 1, read.events().get(i).line());
      }
    }
  }

  private static byte[] packed(String log) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(bytes(log));
    }
    return out.toByteArray();
  }

  private static String failure(byte[] log) {
    return String.valueOf(assertThrows(TraceException.class, () -> read(log, null)).getMessage());
  }

  private static String failure(Path file) {
    return String.valueOf(assertThrows(TraceException.class, () -> read(file)).getMessage());
  }
}
