package org.alloracle.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alloracle.Broken;
import org.alloracle.fast.layout.FastPairedPool;
import org.alloracle.reference.layout.PairedPool;
import org.junit.jupiter.api.Test;

/** The fast pool of paired records answers as the reference does. */
final class FastPairedPoolTest {
  private static final int NIGHTLY = "long".equals(System.getProperty("alloracle.tests")) ? 5 : 1;

  /** Calls: see {@link PairedPoolsSideBySide}. */
  @Provide
  Arbitrary<List<Integer>> calls() {
    return Arbitraries.integers().between(0, 10_000).list().ofSize(200);
  }

  @Property
  void sameAnswers(
      @ForAll("calls") List<Integer> calls,
      @ForAll @IntRange(min = 1, max = 150) int records,
      @ForAll @IntRange(min = 1, max = 80) int hotSize,
      @ForAll @IntRange(min = 1, max = 300) int coldSize) {
    PairedPool reference = new PairedPool(records, hotSize, coldSize);
    FastPairedPool fast = new FastPairedPool(records, hotSize, coldSize);
    PairedPoolsSideBySide.run(calls, reference, fast);
  }

  /** All sequences of calls on three records: 0 allocates, the others free a record. */
  @Test
  void allShortSequences() {
    int length = 7 + NIGHTLY - 1;
    for (int sequence = 0; sequence < 1 << (2 * length); sequence++) {
      PairedPool reference = new PairedPool(3, 24, 16);
      FastPairedPool fast = new FastPairedPool(3, 24, 16);
      for (int i = 0; i < length; i++) {
        int call = sequence >>> (2 * i) & 3;
        if (call == 0) {
          assertEquals(reference.allocate(), fast.allocate());
        } else {
          long address = 24L * (call - 1);
          assertEquals(
              PairedPoolsSideBySide.freed(() -> reference.free(address)),
              PairedPoolsSideBySide.freed(() -> fast.free(address)));
        }
      }
      fast.checkInvariants();
    }
  }

  /** Far beyond the reference: metadata grows with what is taken. */
  @Test
  void manyRecordsCostNothingUntilTheyAreTaken() {
    FastPairedPool pool = new FastPairedPool(Integer.MAX_VALUE, 1 << 15, 24);
    assertEquals(0, pool.allocate());
    assertEquals(1 << 15, pool.allocate());
    assertEquals(((long) Integer.MAX_VALUE << 15) + 24, pool.companion(1 << 15));
    assertEquals((long) Integer.MAX_VALUE << 15, pool.base());
    pool.checkInvariants();
  }

  @Test
  void badInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FastPairedPool(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new FastPairedPool(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FastPairedPool(1, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new FastPairedPool(2, FastPairedPool.GREATEST, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new FastPairedPool(2, 1, FastPairedPool.GREATEST));
  }

  @Test
  void theGreatestRecord() {
    FastPairedPool pool = new FastPairedPool(1, FastPairedPool.GREATEST, FastPairedPool.GREATEST);
    assertEquals(0, pool.allocate());
    assertEquals(FastPairedPool.GREATEST, pool.companion(0));
  }

  @Test
  void whatTheWalkNames() {
    FastPairedPool pool = new FastPairedPool(100, 24, 16);
    for (int i = 0; i < 5; i++) {
      pool.allocate();
    }
    pool.free(24);
    pool.free(72);
    Broken.isNamed(
        pool,
        pool::checkInvariants,
        """
        freed = -1 -> METADATA: counts
        freed = 6 -> METADATA: counts
        taken = 101 -> METADATA: counts
        taken = 65 -> METADATA: room
        stack[0] = -1 -> METADATA: a record on the stack
        stack[0] = 5 -> METADATA: a record on the stack
        stack[1] = 1 -> METADATA: twice on the stack
        live[0] = 20 -> CONSERVATION: record 0
        live[0] = 23 -> CONSERVATION: record 1
        live[0] = 1152921504606846997 -> CONSERVATION: record 60
        """);
  }
}
