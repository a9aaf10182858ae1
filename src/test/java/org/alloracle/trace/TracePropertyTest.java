package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;

/** What is written is read back, and no input makes a reader fail in any but the agreed way. */
final class TracePropertyTest {
  private static final int NO = Event.UNKNOWN;

  /** In every shipped log, the first call stands before this byte. */
  private static final int FIRST_CALL = 400;

  private static final Path TRACES = Path.of("src/test/resources/traces");

  @Property(tries = 300)
  void mtlogIsReadBack(@ForAll("events") List<Event> events) throws IOException {
    StringWriter out = new StringWriter();
    try (TraceWriter writer = TraceWriter.mtlog(out)) {
      for (Event event : events) {
        writer.write(event);
      }
    }
    assertEquals(events, Logs.read(out.toString(), Format.MTLOG).events());
  }

  @Property(tries = 300)
  void mtraceIsReadBack(@ForAll("events") List<Event> events) throws TraceException {
    StringBuilder log = new StringBuilder("= Start\n");
    long line = 1;
    List<Event> expected = new ArrayList<>();
    for (Event e : events) {
      List<String> calls = mtrace(e);
      calls.forEach(call -> log.append("@ ./a b:(f+1)[0x99] ").append(call).append('\n'));
      line += calls.size();
      expected.add(plain(e, line, NO));
    }
    Logs.Log read = Logs.read(log.append("= End\n").toString());
    assertEquals(expected, read.events());
    assertEquals(line - 1, read.records());
  }

  private static List<String> mtrace(Event e) {
    String size = e.size() == 0 ? "0" : "0x" + Long.toHexString(e.size());
    String block = pointer(e.block(), "(nil)");
    String old = pointer(e.old(), "(nil)");
    return switch (e.kind()) {
      case ALLOCATE -> List.of("+ " + block + " " + size);
      case FREE -> List.of("- " + old);
      case REALLOCATE -> List.of("< " + old, "> " + block + " " + size);
    };
  }

  @Property(tries = 300)
  void valgrindIsReadBack(@ForAll("events") List<Event> events) throws TraceException {
    StringBuilder log = new StringBuilder("==7== Memcheck\n");
    List<Event> expected = new ArrayList<>();
    for (Event e : events) {
      String size = Long.toUnsignedString(e.size());
      String result = " = " + pointer(e.block(), "0x0");
      String old = pointer(e.old(), "0x0");
      log.append("--7-- ");
      log.append(
          switch (e.kind()) {
            case ALLOCATE ->
                e.alignment() == NO
                    ? "malloc(" + size + ")" + result
                    : "memalign(al "
                        + Long.toUnsignedString(e.alignment())
                        + ", size "
                        + size
                        + ")"
                        + result;
            case FREE -> "free(" + old + ")";
            case REALLOCATE ->
                "realloc("
                    + old
                    + ","
                    + size
                    + ")"
                    + (e.old() == 0 ? "malloc(" + size + ")" : "")
                    + result;
          });
      log.append("\n==7== noise\n");
      expected.add(plain(e, 2L * expected.size() + 2, e.alignment()));
    }
    assertEquals(expected, Logs.read(log.toString(), Format.VALGRIND).events());
  }

  private static String pointer(long block, String nil) {
    return block == 0 ? nil : "0x" + Long.toHexString(block).toUpperCase(Locale.ROOT);
  }

  private static Event plain(Event e, long line, long alignment) {
    return new Event(e.kind(), line, NO, e.old(), e.block(), e.size(), NO, alignment);
  }

  /**
   * Renaming blocks to ids and turning a reallocation of a dead block into one of none is done at
   * the first writing; after it nothing changes.
   */
  @Property(tries = 300)
  void mallocLabIsReadBack(@ForAll("events") List<Event> events) throws IOException {
    Logs.Log read = Logs.read(mallocLab(events));
    assertFalse(read.truncated());
    assertEquals(List.of(), read.notes());
    String again = mallocLab(read.events());
    assertEquals(again, mallocLab(Logs.read(again).events()));
    assertEquals(
        read.events().stream().map(Event::size).toList(),
        Logs.read(again).events().stream().map(Event::size).toList());
  }

  private static String mallocLab(List<Event> events) throws IOException {
    StringWriter out = new StringWriter();
    try (TraceWriter writer = TraceWriter.mallocLab(out)) {
      for (Event event : events) {
        writer.write(event);
      }
    }
    return out.toString();
  }

  @Property(tries = 1000)
  void anyBytesEndWellOrInOneException(@ForAll byte[] bytes, @ForAll @WithNull(0.3) Format forced) {
    survives(bytes, forced);
  }

  @Property(tries = 1000)
  void anyTextEndsWellOrInOneException(
      @ForAll("almostLogs") String text, @ForAll @WithNull(0.3) Format forced) {
    survives(Logs.bytes(text), forced);
  }

  @Property(tries = 500)
  void damagedLogsEndWellOrInOneException(@ForAll("damaged") byte[] log) {
    survives(log, null);
  }

  /** A log cut anywhere is no error, and tells the same events as far as it goes. */
  @Property(tries = 500)
  void cutLogsAreReadAsFarAsTheyGo(
      @ForAll("files") String file, @ForAll @DoubleRange(max = 1) double where) throws IOException {
    byte[] whole = whole(file);
    int length = FIRST_CALL + (int) (where * (Math.min(whole.length, 20_000) - FIRST_CALL));
    List<Event> all = Logs.read(whole, null).events();
    List<Event> events = Logs.read(Arrays.copyOf(whole, length), null).events();
    for (int i = 0; i < events.size(); i++) {
      boolean last = i == events.size() - 1;
      Event event = events.get(i);
      assertTrue(
          event.equals(all.get(i)) || (last && shortened(event, all.get(i))),
          () -> file + " " + event);
    }
  }

  /** Only numbers that cannot make a false violation may be short: sizes, ids. */
  private static boolean shortened(Event event, Event whole) {
    return event.kind() == whole.kind() && Long.compareUnsigned(event.size(), whole.size()) <= 0;
  }

  private static void survives(byte[] log, @Nullable Format forced) {
    try {
      Logs.read(log, forced);
    } catch (TraceException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("log"), message);
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.length() < 250, message);
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
        "calls.mtlog",
        "calls.mtrace",
        "calls.valgrind",
        "grep.valgrind",
        "ls.mtrace",
        "sqlite-query.rep",
        "sqlite-query.trace");
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    Arbitrary<String> any = Arbitraries.oneOf(files(), Arbitraries.just("sqlite-query.mtlog.xz"));
    return Combinators.combine(any, Arbitraries.integers().between(0, 3000), damage())
        .as(
            (file, at, bytes) -> {
              byte[] log = whole(file);
              log = Arrays.copyOf(log, Math.min(log.length, 3500));
              int from = Math.min(at, log.length);
              System.arraycopy(bytes, 0, log, from, Math.min(bytes.length, log.length - from));
              return log;
            });
  }

  private static Arbitrary<byte[]> damage() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(8),
        Arbitraries.strings()
            .withChars(" \n\r0x-=<>!@()fmrca,9")
            .ofMinLength(1)
            .ofMaxLength(6)
            .map(Logs::bytes));
  }

  private static byte[] whole(String file) {
    try {
      return Files.readAllBytes(TRACES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<String> almostLogs() {
    return Arbitraries.of(
            "1 ",
            "m ",
            "f ",
            "r ",
            "a ",
            "c ",
            "= ",
            "0x",
            "10",
            "ff ",
            "-",
            "@ ",
            "a:[0x1] ",
            "+ ",
            "< ",
            "> ",
            "! ",
            "(nil)",
            "= Start",
            "= End",
            "--7-- ",
            "==7== ",
            "malloc(",
            "realloc(0x0,",
            "calloc(1,",
            "free(0x",
            ")",
            " = ",
            "0x0",
            "Alloc(",
            "Free(",
            "),",
            "\n",
            "\n",
            "\n",
            "\r\n",
            " ",
            "99999999999999999999",
            "18446744073709551615",
            "memalign(al ",
            ", size ",
            "valgrind: ",
            "_Znwm(",
            "f -1",
            "mallinfo()",
            "posix_memalign(al 8, size 8)",
            "\u0000",
            "\u00e9")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return event()
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(TracePropertyTest::numbered)
        .withoutEdgeCases();
  }

  private static List<Event> numbered(List<Event> events) {
    List<Event> numbered = new ArrayList<>();
    for (Event e : events) {
      numbered.add(
          new Event(
              e.kind(),
              numbered.size() + 1L,
              e.thread(),
              e.old(),
              e.block(),
              e.size(),
              e.usable(),
              e.alignment()));
    }
    return numbered;
  }

  private static Arbitrary<Event> event() {
    Arbitrary<Long> address = Arbitraries.oneOf(Arbitraries.longs().between(1, 12), number());
    Arbitrary<Long> orNull = address.injectNull(0.1).map(a -> a == null ? Event.NULL : a);
    Arbitrary<Integer> thread = Arbitraries.integers().greaterOrEqual(0);
    Arbitrary<Long> alignment = Arbitraries.of(-1L, -1L, 1L, 64L, 1L << 62);
    return Arbitraries.oneOf(
        Combinators.combine(thread, orNull, number(), number(), alignment)
            .as((t, b, s, u, a) -> Event.allocate(0, t, b, s, b == 0 ? NO : u, a)),
        Combinators.combine(thread, orNull).as((t, o) -> Event.free(0, t, o)),
        Combinators.combine(thread, orNull, orNull, number(), number())
            .as((t, o, b, s, u) -> Event.reallocate(0, t, o, b, s, b == 0 ? NO : u)));
  }

  private static Arbitrary<Long> number() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 100), Arbitraries.longs().filter(n -> n != -1));
  }
}
