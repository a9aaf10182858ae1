package org.alloracle.reference.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.alloracle.contract.InvalidFreeException;
import org.junit.jupiter.api.Test;

final class PairedPoolTest {
  @Test
  void bothPartsComeAndGoTogether() {
    PairedPool pool = new PairedPool(2, 24, 16);
    assertEquals(0, pool.allocate());
    assertEquals(24, pool.allocate());
    assertEquals(PairedPool.NONE, pool.allocate());
    assertEquals(4096, pool.companion(0));
    assertEquals(4112, pool.companion(24));
    pool.free(0);
    assertThrows(InvalidFreeException.class, () -> pool.companion(0));
    assertThrows(InvalidFreeException.class, () -> pool.free(0));
    assertThrows(InvalidFreeException.class, () -> pool.free(4112)); // a cold part
    assertEquals(1, pool.live());
    assertEquals(0, pool.allocate());
  }

  @Test
  void badInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PairedPool(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PairedPool(PairedPool.MOST + 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PairedPool(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PairedPool(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new PairedPool(1, PairedPool.WIDEST + 1, 1));
  }

  @Property(tries = 200)
  void theLastFreedIsTakenFirst(@ForAll Random random) {
    int records = 1 + random.nextInt(20);
    long hotSize = 1L + random.nextInt(300);
    long coldSize = 1L + random.nextInt(300);
    PairedPool pool = new PairedPool(records, hotSize, coldSize);
    long base = (records * hotSize + 4095) / 4096 * 4096;
    Deque<Integer> free = new ArrayDeque<>();
    Map<Integer, Boolean> live = new HashMap<>();
    for (int r = 0; r < records; r = r + 1) {
      free.addLast(r);
    }
    for (int i = 0; i < 100; i = i + 1) {
      if (random.nextInt(5) < 3) {
        long address = pool.allocate();
        if (free.isEmpty()) {
          assertEquals(PairedPool.NONE, address);
        } else {
          int r = free.removeFirst();
          live.put(r, true);
          assertEquals(r * hotSize, address);
          assertEquals(base + r * coldSize, pool.companion(address));
        }
      } else {
        int r = random.nextInt(records);
        if (live.remove(r) == null) {
          assertThrows(InvalidFreeException.class, () -> pool.free(r * hotSize));
        } else {
          pool.free(r * hotSize);
          free.addFirst(r);
        }
      }
      assertEquals(live.size(), pool.live());
    }
    assertTrue(live.size() + free.size() == records);
  }
}
