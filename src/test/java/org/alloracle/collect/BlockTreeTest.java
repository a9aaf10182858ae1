package org.alloracle.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BlockTreeTest {
  private record Entry(long first, int value) {}

  @Test
  void anEmptyTreeHasNothing() {
    BlockTree tree = new BlockTree();
    assertEquals(0, tree.size());
    assertFalse(tree.floor(-1));
    assertFalse(tree.floor(0));
    tree.rewind();
    assertFalse(tree.next());
    assertFalse(tree.previous());
  }

  @Test
  void addressesAreUnsigned() {
    BlockTree tree = new BlockTree();
    tree.insert(-1, 3);
    tree.insert(Long.MIN_VALUE, 2);
    tree.insert(0, 1);
    assertEquals(
        List.of(new Entry(0, 1), new Entry(Long.MIN_VALUE, 2), new Entry(-1, 3)), entries(tree));
    assertTrue(tree.floor(-2));
    assertEquals(2, tree.value());
    assertTrue(tree.floor(0));
    assertEquals(1, tree.value());
  }

  @Test
  void aStartIsTakenOnce() {
    BlockTree tree = new BlockTree();
    tree.insert(5, 0);
    assertThrows(IllegalArgumentException.class, () -> tree.insert(5, 0));
  }

  /** Every operation against TreeMap; few distinct starts make leaves fill, empty and join. */
  @Property(tries = 200)
  void agreesWithTreeMap(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int bits,
      @ForAll @IntRange(min = 0, max = 4) int shape) {
    run(seed, bits, shape, 6_000);
  }

  @Test
  void agreesWithTreeMapWhenLarge() {
    for (int shape = 0; shape <= 4; shape++) {
      run(11 + shape, 17, shape, 400_000);
    }
  }

  private static void run(long seed, int bits, int shape, int steps) {
    Random random = new Random(seed);
    BlockTree tree = new BlockTree();
    TreeMap<Long, Entry> model = new TreeMap<>(Long::compareUnsigned);
    long scale = 0x9E3779B97F4A7C15L | 1;
    long upwards = 0;
    for (int step = 0; step < steps; step++) {
      // Long spells of mostly inserting, then of mostly removing, so that the tree grows and dies.
      boolean growing = step / Math.max(1, steps / 4) % 2 == 0;
      long pick = random.nextLong() >>> (64 - bits);
      long start =
          switch (shape) {
            case 0 -> pick; // near 0
            case 1 -> -pick - 1; // near 2^64
            case 2 -> pick * scale; // everywhere
            case 3 -> Long.MIN_VALUE - (1L << (bits - 1)) + pick; // around 2^63
            default -> growing ? upwards++ : random.nextLong(Math.max(1, upwards)); // a bump
          };
      if (random.nextInt(10) < (growing ? 8 : 2)) {
        if (!model.containsKey(start)) {
          Entry entry = new Entry(start, random.nextInt());
          tree.insert(entry.first, entry.value);
          model.put(start, entry);
          assertEquals(entry, here(tree));
        }
      } else {
        Map.Entry<Long, Entry> floor = model.floorEntry(start);
        assertEquals(floor != null, tree.floor(start));
        if (floor != null) {
          assertEquals(floor.getValue(), here(tree));
          tree.remove();
          model.remove(floor.getKey());
          Map.Entry<Long, Entry> after = model.higherEntry(floor.getKey());
          if (random.nextBoolean()) {
            // The cursor stands before what followed the removed block.
            assertEquals(after != null, tree.next());
            if (after != null) {
              assertEquals(after.getValue(), here(tree));
            }
          }
        }
      }
      if (random.nextInt(8) == 0) {
        Map.Entry<Long, Entry> before = model.lowerEntry(start);
        boolean at = tree.floor(start) && tree.first() == start;
        assertEquals(model.containsKey(start), at);
        boolean moved = at ? tree.previous() : before != null;
        assertEquals(before != null, moved);
        if (before != null) {
          assertEquals(before.getValue(), here(tree));
        }
      }
      assertEquals(model.size(), tree.size());
    }
    assertEquals(new ArrayList<>(model.values()), entries(tree));
    List<Entry> backwards = new ArrayList<>();
    for (boolean more = tree.floor(-1); more; more = tree.previous()) {
      backwards.add(here(tree));
    }
    assertEquals(new ArrayList<>(model.descendingMap().values()), backwards);
  }

  private static List<Entry> entries(BlockTree tree) {
    List<Entry> entries = new ArrayList<>();
    tree.rewind();
    while (tree.next()) {
      entries.add(here(tree));
    }
    return entries;
  }

  private static Entry here(BlockTree tree) {
    return new Entry(tree.first(), tree.value());
  }
}
