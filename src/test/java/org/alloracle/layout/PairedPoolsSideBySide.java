package org.alloracle.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.layout.FastPairedPool;
import org.alloracle.reference.layout.PairedPool;

/**
 * Runs the same calls on both pools of paired records and demands the same answers. A call is a
 * number: of five, three allocate, one frees a live record, and one an address near the records.
 */
public final class PairedPoolsSideBySide {
  private static final long WRONG = -2;

  private PairedPoolsSideBySide() {}

  /** Runs the calls, and walks the fast form's invariants after each. */
  public static void run(List<Integer> calls, PairedPool reference, FastPairedPool fast) {
    List<Long> live = new ArrayList<>();
    for (int call : calls) {
      if (call % 5 < 3) {
        long address = reference.allocate();
        assertEquals(address, fast.allocate());
        if (address != PairedPool.NONE) {
          live.add(address);
          assertEquals(reference.companion(address), fast.companion(address));
        }
      } else {
        boolean wild = call % 5 == 3 || live.isEmpty();
        long address = wild ? call % 400 - 50 : live.get(call % live.size());
        assertEquals(
            answer(() -> reference.companion(address)), answer(() -> fast.companion(address)));
        boolean freed = freed(() -> reference.free(address));
        assertEquals(freed, freed(() -> fast.free(address)));
        if (freed) {
          live.remove(address);
        }
      }
      assertEquals(reference.live(), fast.live());
      fast.checkInvariants();
    }
    assertEquals(reference.hotSize(), fast.hotSize());
    assertEquals(reference.coldSize(), fast.coldSize());
  }

  private static long answer(LongSupplier call) {
    try {
      return call.getAsLong();
    } catch (InvalidFreeException e) {
      return WRONG;
    }
  }

  static boolean freed(Runnable call) {
    try {
      call.run();
      return true;
    } catch (InvalidFreeException e) {
      return false;
    }
  }
}
