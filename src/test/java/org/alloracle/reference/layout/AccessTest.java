package org.alloracle.reference.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class AccessTest {
  /** Fields of five records in a pool against arrays of their own. */
  @Property
  void likeARecordForEachField(@ForAll long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(6);
    long[] size = new long[n];
    long[] align = new long[n];
    long[] count = new long[n];
    for (int f = 0; f < n; f++) {
      size[f] = 1L + random.nextInt(20);
      align[f] = 1L << random.nextInt(5);
      count[f] = (long) random.nextInt(4) * random.nextInt(300);
    }
    Fields fields = new Fields(size, align, count, new int[0], new int[0], new long[0], 64);
    Placing placing = new Plan(fields).placing();
    Spans spans = new Spans(placing);
    Access access = new Access(spans);
    PairedPool pool = new PairedPool(5, placing.hotSize(), Math.max(1, placing.coldSize()));
    int[] hotAt = new int[5];
    int[] coldAt = new int[5];
    for (int r = 0; r < 5; r++) {
      hotAt[r] = (int) pool.allocate();
      coldAt[r] = (int) pool.companion(hotAt[r]);
    }
    byte[] memory = new byte[coldAt[4] + (int) pool.coldSize()];
    byte[][][] model = new byte[5][n][];
    for (byte[][] each : model) {
      for (int f = 0; f < n; f++) {
        each[f] = new byte[(int) size[f]];
      }
    }
    for (int i = 0; i < 40; i++) {
      int record = random.nextInt(5);
      int field = random.nextInt(n);
      random.nextBytes(model[record][field]);
      access.put(memory, hotAt[record], coldAt[record], field, model[record][field]);
      for (int r = 0; r < 5; r++) {
        for (int f = 0; f < n; f++) {
          assertArrayEquals(model[r][f], access.get(memory, hotAt[r], coldAt[r], f));
        }
      }
    }
  }

  @Test
  void aColdFieldIsInTheColdPart() {
    Fields fields =
        new Fields(
            new long[] {16, 8},
            new long[] {4, 4},
            new long[] {100, 0},
            new int[0],
            new int[0],
            new long[0],
            64);
    Placing placing = new Plan(fields).placing();
    assertTrue(placing.cold(1));
    Spans spans = new Spans(placing);
    assertEquals(10, spans.at(10, 70, 0));
    assertEquals(70, spans.at(10, 70, 1));
  }
}
