package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The index of first bytes against a map of objects. */
final class StartsTest {
  private final Parts parts = new Parts();
  private final Starts starts = new Starts(parts);
  private final Map<Long, Integer> model = new HashMap<>();

  private void add(long address) {
    int slot = parts.add();
    parts.setFirst(slot, address);
    starts.add(slot);
    model.put(address, slot);
  }

  private void remove(long address) {
    int slot = Objects.requireNonNull(model.remove(address));
    starts.remove(slot);
    parts.release(slot);
  }

  private void check(long address) {
    assertEquals(model.getOrDefault(address, Parts.NONE), starts.find(address));
  }

  @Property(tries = 200)
  void agreesWithAMap(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int bits,
      @ForAll @IntRange(min = 0, max = 50) int shift) {
    StartsTest test = new StartsTest();
    Random random = new Random(seed);
    for (int step = 0; step < 3_000; step++) {
      boolean growing = step / 700 % 2 == 0;
      long address = random.nextLong(1L << bits) << shift;
      if (test.model.containsKey(address)) {
        if (random.nextInt(5) > (growing ? 3 : 0)) {
          test.remove(address);
        }
      } else if (random.nextInt(5) > (growing ? 0 : 3)) {
        test.add(address);
      }
      test.check(address);
      test.check(random.nextLong(1L << bits) << shift);
      assertEquals(test.model.size(), test.starts.size());
    }
    for (long i = 0; i < 1L << bits; i++) {
      test.check(i << shift);
    }
  }

  /** Addresses that differ nowhere but in their upper bits are told apart, and in good time. */
  @Test
  void manyAddresses() {
    for (int shift = 0; shift <= 46; shift += 23) {
      for (long i = 1; i <= 100_000; i++) {
        add(i << shift | shift);
      }
      for (long i = 1; i <= 100_000; i += 2) {
        remove(i << shift | shift);
      }
      for (long i = 1; i <= 100_000; i++) {
        check(i << shift | shift);
      }
    }
  }
}
