package org.alloracle.bitpool;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Op;
import org.alloracle.fast.bitpool.FastBitPool;
import org.alloracle.fast.bitpool.SharedBitPool;
import org.alloracle.reference.bitpool.BitPool;
import org.alloracle.reference.bitpool.Words;

/** Random stories: reference, fast and naive pool answer alike at every step. */
class BitPoolPropertyTest {
  @Provide
  Arbitrary<List<Op>> stories() {
    Arbitrary<Long> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.longs().between(0, 128)),
            Tuple.of(4, Arbitraries.longs().between(0, 1100)),
            Tuple.of(1, Arbitraries.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE)));
    Arbitrary<Long> alignments =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.of(1L, 2L, 8L, 16L, 64L)),
            Tuple.of(3, Arbitraries.of(128L, 256L, 512L, 1024L)),
            Tuple.of(1, Arbitraries.of(-1L, 0L, 3L, 2047L, 2048L, 1L << 62, Long.MIN_VALUE)));
    Arbitrary<Long> wild =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-64, 4096),
            Arbitraries.longs().between(0, 64).map(i -> i * 64),
            Arbitraries.longs());
    return SideBySide.calls(sizes, alignments, wild, 120);
  }

  @Property
  void sameAnswers(@ForAll("stories") List<Op> calls) {
    BitPool reference = new BitPool(3);
    FastBitPool fast = new FastBitPool(3);
    SharedBitPool shared = new SharedBitPool(3);
    SideBySide.run(
        calls,
        op -> {
          fast.checkInvariants();
          shared.checkInvariants();
          for (int page = 0; page < 3; page++) {
            check(reference.liveWord(page) == fast.liveWord(page), "live words differ");
            check(reference.claimWord(page) == fast.claimWord(page), "claim words differ");
            check(
                reference.claimWord(page) == unionOfClaims(reference.liveWord(page)),
                "the claim word is not the union of the claims");
          }
        },
        new NaiveBitPool(3),
        reference,
        fast,
        shared);
  }

  private static int unionOfClaims(int live) {
    int union = 0;
    for (int node = 1; node <= 31; node++) {
      if ((live >>> (31 - node) & 1) == 1) {
        union |= Words.claim(node);
      }
    }
    return union;
  }

  /** Enough pages for several words of the summaries, most of them full. */
  @Property(tries = 20)
  void manyPages(@ForAll("stories") List<Op> calls) {
    int pages = 64 * 64 + 70;
    NaiveBitPool naive = new NaiveBitPool(pages);
    FastBitPool fast = new FastBitPool(pages);
    for (int page = 0; page < pages - 2; page++) {
      check(naive.allocate(1024, 1) == fast.allocate(1024, 1), "filling");
    }
    SideBySide.run(calls, naive, fast);
    fast.checkInvariants();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
