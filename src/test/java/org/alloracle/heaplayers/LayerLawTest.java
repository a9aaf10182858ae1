package org.alloracle.heaplayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.alloracle.reference.heaplayers.FirstFitLayer;
import org.alloracle.reference.heaplayers.FreeListLayer;
import org.alloracle.reference.heaplayers.HybridLayer;
import org.alloracle.reference.heaplayers.Layer;
import org.alloracle.reference.heaplayers.SizeLayer;
import org.alloracle.reference.heaplayers.ThresholdLayer;
import org.junit.jupiter.api.Test;

/** The law of layers, and each layer's own promise, on random walks over stacks. */
final class LayerLawTest {
  private static final int WORDS = 400;

  /**
   * Lea's heap from outside in, in small: by size, a threshold, a quick list, sizes, and the
   * bottoms.
   */
  private static Layer lea() {
    FirstFitLayer low = new FirstFitLayer(WORDS, WORDS, 18);
    FirstFitLayer high = new FirstFitLayer(low, WORDS, WORDS);
    Layer quick = new FreeListLayer(new FreeListLayer(new SizeLayer(low), 1, 8), 9, 16);
    return new HybridLayer(new ThresholdLayer(quick, 60), new SizeLayer(high), 17);
  }

  private static List<Layer> stacks() {
    return List.of(
        new FirstFitLayer(WORDS, 0, WORDS),
        new SizeLayer(new FirstFitLayer(WORDS, 0, WORDS)),
        new FreeListLayer(new FirstFitLayer(WORDS, 0, WORDS), 3, 4),
        new FreeListLayer(new SizeLayer(new FirstFitLayer(WORDS, 0, WORDS)), 3, 4),
        new SizeLayer(new FreeListLayer(new FirstFitLayer(WORDS, 0, WORDS), 3, 8)),
        new ThresholdLayer(
            new FreeListLayer(
                new FreeListLayer(new SizeLayer(new FirstFitLayer(WORDS, 0, WORDS)), 1, 4), 5, 9),
            30),
        lea());
  }

  /** Containment, disjointness, capacity, and the frame of what is live. */
  @Test
  void theLaw() {
    for (Layer layer : stacks()) {
      TreeMap<Integer, Long> live = new TreeMap<>();
      Random random = new Random(1);
      int refused = 0;
      for (int step = 0; step < 3000; step++) {
        if (random.nextInt(5) < 3) {
          int n = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 16);
          int p = layer.allocate(n);
          if (p == Layer.NONE) {
            refused++;
          } else {
            assertTrue(n <= layer.capacity(p));
            assertEquals(null, live.put(p, layer.capacity(p)));
          }
        } else if (!live.isEmpty()) {
          int p = (int) live.keySet().toArray()[random.nextInt(live.size())];
          live.remove(p);
          layer.free(p);
        }
        if (random.nextInt(100) == 0) {
          layer.drain();
          assertEquals(0, layer.held());
        }
        long end = 0;
        for (Map.Entry<Integer, Long> each : live.entrySet()) {
          assertEquals(each.getValue(), layer.capacity(each.getKey()));
          assertTrue(each.getValue() <= layer.most());
          assertTrue(end <= layer.start(each.getKey()));
          end = layer.start(each.getKey()) + each.getValue();
        }
        assertTrue(end <= 2 * WORDS);
        for (int p = -1; p <= 2 * WORDS; p++) {
          assertEquals(live.getOrDefault(p, 0L), layer.capacity(p));
        }
      }
      assertTrue(refused > 10, "refused " + refused);
      for (int p : live.keySet()) {
        layer.free(p);
      }
      layer.drain();
      assertTrue(layer.idle());
      assertEquals(0, layer.held());
    }
  }

  /** A gap is found exactly if there is one, the lowest; gaps that touch are one. */
  @Test
  void theBottomTakesTheLowestGap() {
    FirstFitLayer bottom = new FirstFitLayer(10, 0, 9);
    assertEquals(Layer.NONE, bottom.allocate(10));
    assertEquals(0, bottom.allocate(3));
    assertEquals(3, bottom.allocate(4));
    assertEquals(7, bottom.allocate(3));
    assertEquals(Layer.NONE, bottom.allocate(1));
    bottom.free(0);
    assertEquals(Layer.NONE, bottom.allocate(4));
    bottom.free(3);
    assertEquals(0, bottom.allocate(7));
  }

  /**
   * What was asked for is what the header says, whatever else happens; a block's header is its own.
   */
  @Test
  void theSizeThatWasAskedFor() {
    SizeLayer sizes = new SizeLayer(new FirstFitLayer(WORDS, 0, WORDS));
    TreeMap<Integer, Integer> asked = new TreeMap<>();
    Random random = new Random(3);
    for (int step = 0; step < 3000; step++) {
      int n = 1 + random.nextInt(20);
      int p = random.nextBoolean() ? sizes.allocate(n) : Layer.NONE;
      if (p != Layer.NONE) {
        asked.put(p, n);
        assertEquals(p + 1, sizes.start(p));
      } else if (!asked.isEmpty()) {
        int old = (int) asked.keySet().toArray()[random.nextInt(asked.size())];
        asked.remove(old);
        sizes.free(old);
      }
      asked.forEach((each, size) -> assertEquals((long) size, sizes.size(each)));
    }
  }

  /**
   * Last in, first out; drained, the layer below has none of it; a block too small is never listed.
   */
  @Test
  void theFreeList() {
    FirstFitLayer bottom = new FirstFitLayer(WORDS, 0, WORDS);
    FreeListLayer list = new FreeListLayer(bottom, 3, 4);
    int[] blocks = new int[5];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = list.allocate(3 + i % 2);
      assertEquals(4, list.capacity(blocks[i]));
    }
    for (int block : blocks) {
      list.free(block);
    }
    assertEquals(20, list.held());
    for (int i = blocks.length - 1; i >= 2; i--) {
      assertEquals(blocks[i], list.allocate(4));
    }
    int small = list.allocate(2);
    list.free(small);
    assertEquals(0, bottom.capacity(small));
    list.drain();
    assertEquals(0, list.held());
    assertEquals(0, bottom.capacity(blocks[0]));
    assertEquals(4, bottom.capacity(blocks[2]));
  }

  /** After each free no more is kept than the bound, and if it would be, nothing. */
  @Test
  void theThreshold() {
    FreeListLayer list = new FreeListLayer(new FirstFitLayer(WORDS, 0, WORDS), 1, 4);
    ThresholdLayer layer = new ThresholdLayer(list, 10);
    int[] blocks = new int[6];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = layer.allocate(4);
    }
    for (int i = 0; i < blocks.length; i++) {
      layer.free(blocks[i]);
      assertEquals(4L * ((i + 1) % 3), layer.held());
    }
  }

  /**
   * Counterexample 19: a small heap that rounds across the bound is refused; one that does not gets
   * its blocks back.
   */
  @Test
  void theHybridIsStable() {
    FirstFitLayer low = new FirstFitLayer(100, 300, 100);
    FirstFitLayer high = new FirstFitLayer(low, 300, 300);
    FreeListLayer rounding = new FreeListLayer(low, 3, 8);
    assertThrows(IllegalArgumentException.class, () -> new HybridLayer(rounding, high, 5));
    assertThrows(IllegalArgumentException.class, () -> new HybridLayer(high, low, 300));
    assertThrows(IllegalArgumentException.class, () -> new FirstFitLayer(low, 1, 1));

    Layer hybrid = lea();
    Random random = new Random(5);
    for (int step = 0; step < 2000; step++) {
      int n = 1 + random.nextInt(40);
      int p = hybrid.allocate(n);
      if (p != Layer.NONE) {
        assertEquals(n <= 17, p < WORDS);
        assertEquals(n <= 17, hybrid.capacity(p) <= 17);
        if (random.nextInt(3) > 0) {
          hybrid.free(p);
        }
      }
    }
  }

  @Test
  void whatIsRefused() {
    FirstFitLayer bottom = new FirstFitLayer(10, 0, 10);
    for (int[] each : new int[][] {{-1, 0, 1}, {0, -1, 1}, {1, 1, -1}, {Layer.MOST_WORDS, 1, 1}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new FirstFitLayer(each[0], each[1], each[2]));
    }
    assertThrows(IllegalArgumentException.class, () -> new FreeListLayer(bottom, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new FreeListLayer(bottom, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new ThresholdLayer(bottom, -1));
    bottom.allocate(1);
    assertThrows(IllegalArgumentException.class, () -> new SizeLayer(bottom));
    assertThrows(IllegalArgumentException.class, () -> new ThresholdLayer(bottom, 1));
    assertEquals(1, bottom.level());
  }
}
