package org.alloracle.vmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.vmem.FastVmem;
import org.alloracle.reference.vmem.Vmem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same at every step. */
final class VmemPropertyTest {
  private static final int LIMIT = 96;

  /**
   * A call in integers; {@code a} and {@code b} are a block's rank or place and size for a free.
   */
  record Call(char kind, long a, long b, long align, long phase, long nocross, long min, long max) {
    static Call add(long at, long n) {
      return new Call('a', at, n, 0, 0, 0, 0, 0);
    }

    static Call plain(long n) {
      return new Call('x', n, 0, 1, 0, 0, 0, Long.MAX_VALUE);
    }
  }

  @Provide
  Arbitrary<List<Op>> bytes() {
    Arbitrary<Long> sizes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 6000),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 4096L, 1L << 40));
    Arbitrary<Long> alignments =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(1L)),
            Tuple.of(3, Arbitraries.integers().between(0, 13).map(b -> 1L << b)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 1L << 62)));
    Arbitrary<Long> wild =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-64, 17_000),
            Arbitraries.longs().between(-1, 1030).map(x -> 16 * x));
    return SideBySide.calls(sizes, alignments, wild, 200);
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<Long> counts =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.longs().between(1, 9)),
            Tuple.of(5, Arbitraries.longs().between(1, 40)),
            Tuple.of(1, Arbitraries.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)));
    Arbitrary<Long> places =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.longs().between(0, LIMIT)),
            Tuple.of(1, Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, LIMIT + 1L)));
    Arbitrary<Long> align =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(1L)),
            Tuple.of(3, Arbitraries.of(2L, 4L, 8L, 16L, 32L)),
            Tuple.of(2, Arbitraries.longs().between(1, 20)),
            Tuple.of(1, Arbitraries.of(0L, -4L, Long.MAX_VALUE)));
    Arbitrary<Long> phase =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0L)), Tuple.of(2, Arbitraries.longs().between(-1, 20)));
    Arbitrary<Long> nocross =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)),
            Tuple.of(2, Arbitraries.of(4L, 8L, 16L, 32L)),
            Tuple.of(1, Arbitraries.longs().between(-1, 20)),
            Tuple.of(1, Arbitraries.just(Long.MAX_VALUE)));
    Arbitrary<Long> min = Arbitraries.oneOf(Arbitraries.just(0L), places);
    Arbitrary<Long> max = Arbitraries.oneOf(Arbitraries.just((long) LIMIT), places);
    Arbitrary<Call> xalloc =
        Combinators.combine(counts, align, phase, nocross, min, max)
            .as((n, a, p, c, lo, hi) -> new Call('x', n, 0, a, p, c, lo, hi));
    Arbitrary<Call> free =
        Arbitraries.longs().between(0, 1000).map(rank -> new Call('f', rank, 0, 0, 0, 0, 0, 0));
    Arbitrary<Call> wrong =
        Combinators.combine(places, counts).as((at, n) -> new Call('w', at, n, 0, 0, 0, 0, 0));
    Arbitrary<Call> add = Combinators.combine(places, counts).as(Call::add);
    return Arbitraries.frequencyOf(
            Tuple.of(12, xalloc), Tuple.of(9, free), Tuple.of(1, wrong), Tuple.of(1, add))
        .list()
        .ofMaxSize(200);
  }

  @Property
  void sameAnswersInBytes(@ForAll("bytes") List<Op> calls) {
    Vmem reference = new Vmem(16_384);
    FastVmem fast = new FastVmem(16_384);
    SideBySide.run(
        calls,
        op -> {
          fast.checkInvariants();
          for (int list = 0; list < 11; list++) {
            assertEquals(reference.listed(1L << list), fast.listed(1L << list), "bitmap");
          }
        },
        new NaiveVmem(16_384),
        reference,
        fast);
  }

  @Property
  void sameAnswersInIntegers(@ForAll("calls") List<Call> calls, @ForAll boolean best) {
    run(calls, arenas(LIMIT, 8, best));
  }

  @Property
  void sameAnswersWithoutASource(@ForAll("calls") List<Call> calls, @ForAll boolean best) {
    List<Call> all = new ArrayList<>();
    all.add(Call.add(10, 40));
    all.add(Call.add(50, 20)); // touches the first
    all.addAll(calls);
    run(all, arenas(LIMIT, 0, best));
  }

  private static Arena[] arenas(int limit, int page, boolean best) {
    return new Arena[] {
      new NaiveVmem(limit, page, best),
      Arena.of(new Vmem(limit, page, best)),
      Arena.of(new FastVmem(limit, page, best))
    };
  }

  /** Runs the calls on all; the first has the answers that the others must give. */
  static void run(List<Call> calls, Arena... arenas) {
    List<long[]> live = new ArrayList<>();
    List<String> story = new ArrayList<>();
    for (Call call : calls) {
      long[] block =
          call.kind != 'f'
              ? new long[] {call.a, call.b}
              : live.isEmpty() ? new long[] {0, 1} : live.remove((int) (call.a % live.size()));
      String expected = answer(arenas[0], call, block);
      story.add(call + " " + block[0] + ", " + block[1] + " -> " + expected);
      for (Arena arena : arenas) {
        if (arena != arenas[0]) {
          assertEquals(expected, answer(arena, call, block), () -> arena + " after " + story);
          long imported = arena.imported();
          assertTrue(imported < 0 || imported == arenas[0].imported(), () -> "imports " + story);
        }
      }
      if (call.kind == 'x' && !expected.equals("-1") && !expected.startsWith("Invalid")) {
        live.add(new long[] {Long.parseLong(expected), call.a});
      } else if (call.kind == 'w' && expected.equals("0")) {
        live.removeIf(b -> b[0] == call.a);
      }
    }
  }

  private static String answer(Arena arena, Call call, long[] block) {
    try {
      switch (call.kind) {
        case 'x' -> {
          return Long.toString(
              arena.xalloc(call.a, call.align, call.phase, call.nocross, call.min, call.max));
        }
        case 'a' -> arena.add(call.a, call.b);
        default -> arena.xfree(block[0], block[1]);
      }
      return "0";
    } catch (InvalidFreeException | InvalidRequestException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Five pages of two integers. */
  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(1, 1),
            new Allocate(17, 1),
            new Allocate(40, 1),
            new Allocate(16, 32),
            new FreeLive(0),
            new FreeLive(1),
            new FreeLive(2));
    assertEquals(117_649, SideBySide.all(alphabet, 6, () -> arenas(10, 2, false)));
    assertEquals(16_807, SideBySide.all(alphabet, 5, () -> arenas(10, 2, true)));
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    int calls = nightly ? 1_000_000 : 20_000;
    FastVmem fast = new FastVmem(65_536);
    SideBySide.run(SideBySide.random(1, calls, 4096), new Vmem(65_536), fast);
    fast.checkInvariants();
  }
}
