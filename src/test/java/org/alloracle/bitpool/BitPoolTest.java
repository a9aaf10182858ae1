package org.alloracle.bitpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alloracle.Broken;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeAt;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.bitpool.FastBitPool;
import org.alloracle.reference.bitpool.BitPool;
import org.alloracle.reference.bitpool.Tree;
import org.alloracle.reference.bitpool.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bitmap-tree pool: the digest's traces, the claim table, the limits and all short stories. */
class BitPoolTest {
  static Stream<BlockAllocator> onePage() {
    return Stream.of(new BitPool(1), new FastBitPool(1), new NaiveBitPool(1));
  }

  static Stream<BlockAllocator> sixtyFourPages() {
    return Stream.of(new BitPool(), new FastBitPool(64), new NaiveBitPool(64));
  }

  private static long[] addresses(BlockAllocator pool, long... sizes) {
    return LongStream.of(sizes).map(size -> pool.allocate(size, 1)).toArray();
  }

  private static void expect(long[] actual, long... expected) {
    assertEquals(LongStream.of(expected).boxed().toList(), LongStream.of(actual).boxed().toList());
  }

  /** Trace 1 of the digest: a wrong claim table gives 256 to two blocks. */
  @ParameterizedTest
  @MethodSource("onePage")
  void smallBlockBetweenTwoOf256(BlockAllocator pool) {
    expect(addresses(pool, 256, 64, 256), 0, 256, 512);
  }

  /** Trace 2: a wrong claim table refuses the last of these. */
  @ParameterizedTest
  @MethodSource("onePage")
  void threeSmallAndThreeOf256(BlockAllocator pool) {
    expect(addresses(pool, 64, 64, 64, 256, 256, 256), 0, 64, 128, 256, 512, 768);
  }

  /** Trace 3: a wrong claim table gives 512 to two blocks. */
  @ParameterizedTest
  @MethodSource("onePage")
  void smallBlockAfterOneOf512(BlockAllocator pool) {
    expect(addresses(pool, 512, 64, 256), 0, 512, 768);
  }

  @ParameterizedTest
  @MethodSource("sixtyFourPages")
  void sixtyFourWholePagesThenNone(BlockAllocator pool) {
    for (int i = 0; i < 64; i++) {
      assertEquals(i * 1024L, pool.allocate(999, 1));
    }
    assertEquals(BlockAllocator.NONE, pool.allocate(1024, 1));
    assertEquals(BlockAllocator.NONE, pool.allocate(0, 1));
  }

  @ParameterizedTest
  @MethodSource("sixtyFourPages")
  void smallestBlocksFillEverything(BlockAllocator pool) {
    for (int i = 0; i < 1024; i++) {
      assertEquals(i * 64L, pool.allocate(1 + i % 64, 1));
    }
    assertEquals(BlockAllocator.NONE, pool.allocate(1, 1));
    for (int i = 1023; i >= 0; i--) {
      pool.free(i * 64L);
    }
    assertEquals(0, pool.allocate(1024, 1024));
  }

  @ParameterizedTest
  @MethodSource("onePage")
  void limits(BlockAllocator pool) {
    assertEquals(BlockAllocator.NONE, pool.allocate(1025, 1));
    assertEquals(BlockAllocator.NONE, pool.allocate(Long.MAX_VALUE, 1));
    assertEquals(BlockAllocator.NONE, pool.allocate(1, 2048));
    assertEquals(BlockAllocator.NONE, pool.allocate(1, 1L << 62));
    assertThrows(InvalidRequestException.class, () -> pool.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> pool.allocate(1, 0));
    assertThrows(InvalidRequestException.class, () -> pool.allocate(1, 3));
    assertThrows(InvalidRequestException.class, () -> pool.allocate(1, 2047));
    assertThrows(InvalidRequestException.class, () -> pool.allocate(1, Long.MIN_VALUE));
    assertEquals(0, pool.allocate(0, 1));
    assertEquals(64, pool.usableSize(0));
    assertEquals(512, pool.allocate(1, 512));
    assertEquals(512, pool.usableSize(512));
  }

  @ParameterizedTest
  @MethodSource("onePage")
  void whatIsNoLiveStartIsRefused(BlockAllocator pool) {
    assertEquals(0, pool.allocate(512, 1));
    for (long address : new long[] {-1024, -1, 1, 64, 256, 512, 1023, 1024, Long.MAX_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> pool.free(address));
      assertThrows(InvalidFreeException.class, () -> pool.usableSize(address));
    }
    for (long address : new long[] {Long.MIN_VALUE, 1L << 42, (1L << 42) - 1024, 1L << 32}) {
      assertThrows(InvalidFreeException.class, () -> pool.free(address));
    }
    pool.free(0);
    assertThrows(InvalidFreeException.class, () -> pool.free(0));
  }

  @Test
  void noPagesNoPool() {
    assertThrows(IllegalArgumentException.class, () -> new BitPool(0));
    assertThrows(IllegalArgumentException.class, () -> new FastBitPool(-1));
  }

  /** All 31 rows against the definition: the node, the nodes above, the nodes below. */
  @Test
  void claimTable() {
    for (int node = 1; node <= 31; node++) {
      int expected = 0;
      for (int other = 1; other <= 31; other++) {
        if (liesAbove(node, other) || liesAbove(other, node)) {
          expected |= 1 << (31 - other);
        }
      }
      assertEquals(expected, Words.claim(node), "node " + node);
    }
  }

  private static boolean liesAbove(int upper, int lower) {
    for (int at = lower; at >= 1; at /= 2) {
      if (at == upper) {
        return true;
      }
    }
    return false;
  }

  /** Two nodes are related exactly if their bytes overlap. */
  @Test
  void relatedNodesOverlap() {
    for (int i = 1; i <= 31; i++) {
      for (int j = 1; j <= 31; j++) {
        boolean overlap =
            Tree.offset(i) < Tree.offset(j) + Tree.size(j)
                && Tree.offset(j) < Tree.offset(i) + Tree.size(i);
        assertEquals(overlap, Tree.related(i, j));
      }
    }
  }

  @Test
  void powersOfTwo() {
    for (int i = 0; i < 63; i++) {
      assertTrue(Tree.isPowerOfTwo(1L << i));
      assertEquals(i < 1, Tree.isPowerOfTwo((1L << i) + 1));
      assertFalse(Tree.isPowerOfTwo(-(1L << i)));
    }
  }

  /** A page of the last word, or the only one in its word, is found and forgotten as any other. */
  @Test
  void manyPages() {
    for (int pages : new int[] {1, 2, 63, 64, 65, 128, 4095, 4096, 4097}) {
      FastBitPool pool = new FastBitPool(pages);
      assertEquals(pages, pool.pages());
      pool.checkInvariants();
      for (int page = 0; page < pages; page++) {
        assertEquals(1024L * page, pool.allocate(1024, 1));
      }
      pool.checkInvariants();
      for (int size : new int[] {64, 128, 256, 512, 1024}) {
        assertEquals(BlockAllocator.NONE, pool.allocate(size, 1));
      }
      for (int page : new int[] {pages - 1, pages / 2, 0}) {
        pool.checkInvariants();
        pool.free(1024L * page);
        assertEquals(1024L * page, pool.allocate(64, 1));
        assertEquals(1024L * page + 512, pool.allocate(512, 1));
        assertEquals(Words.claim(16) | Words.claim(3), pool.claimWord(page));
        assertEquals(1 << 15 | 1 << 28, pool.liveWord(page));
        pool.free(1024L * page);
        pool.free(1024L * page + 512);
        pool.checkInvariants();
        assertEquals(0, pool.claimWord(page));
        assertEquals(1024L * page, pool.allocate(1024, 1));
      }
    }
  }

  @Test
  void whatTheWalkNames() {
    FastBitPool pool = new FastBitPool(2);
    assertEquals(0, pool.allocate(64, 1));
    assertEquals(512, pool.allocate(512, 1));
    Broken.isNamed(
        pool,
        pool::checkInvariants,
        """
        live[0] = 301989888 -> a live node above another at 0
        claim[0] = 0 -> a claim word that is not the union of the claims at 0
        claim[1] = 1 -> a claim word that is not the union of the claims at 1
        live[1] = 1 -> a claim word that is not the union of the claims at 1
        room[0] = 3 -> room at 0
        room[0] = 0 -> room at 1
        room[0] = 6 -> room at 2
        room[4] = 2 -> room at 0
        summary[0] = 0 -> summary at 0
        summary[0] = 3 -> summary at 1
        summary[4] = 0 -> summary at 0
        hint[0] = 1 -> room below the hint at 0
        hint[4] = 1 -> room below the hint at 0
        """);
    FastBitPool large = new FastBitPool(8193);
    Broken.isNamed(
        large,
        large::checkInvariants,
        """
        room[516] = 0 -> room at 0
        room[644] = 3 -> room at 8193
        summary[12] = 0 -> summary at 0
        summary[14] = 3 -> summary at 129
        hint[4] = 2 -> room below the hint at 0
        summary[12] = 0; hint[4] = 1 -> summary at 0
        """);
  }

  /** Every sequence of the given calls on one page, against reference, fast and naive. */
  @Test
  void allShortStories() {
    List<Op> alphabet = new ArrayList<>();
    for (long size : new long[] {64, 128, 256, 512, 1024}) {
      alphabet.add(new Allocate(size, 1));
    }
    alphabet.add(new FreeLive(0));
    alphabet.add(new FreeLive(1));
    alphabet.add(new FreeLive(2));
    alphabet.add(new FreeAt(256));
    boolean thorough = "long".equals(System.getProperty("alloracle.tests"));
    int length = thorough ? 7 : 5;
    long stories =
        SideBySide.all(
            alphabet,
            length,
            () -> new BlockAllocator[] {new NaiveBitPool(1), new BitPool(1), new FastBitPool(1)});
    assertEquals(thorough ? 4_782_969 : 59_049, stories);
  }
}
