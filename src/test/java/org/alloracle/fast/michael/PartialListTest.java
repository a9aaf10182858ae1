package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/** A list of partial descriptors in one thread. */
final class PartialListTest {
  private static final int DESCRIPTORS = 5;

  private final AtomicReferenceArray<HazardRecord> records = new AtomicReferenceArray<>(1);
  private final Descriptors descriptors =
      new Descriptors(DESCRIPTORS, 0, 1, records, new AtomicInteger(), Steps.NONE);
  private final PartialList list = new PartialList(descriptors, 0);

  @Test
  void firstInFirstOut() {
    List<Integer> outside = new ArrayList<>();
    for (int d = 0; d < DESCRIPTORS; d++) {
      outside.add(d);
    }
    ArrayDeque<Integer> inside = new ArrayDeque<>();
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      if (random.nextBoolean() && !outside.isEmpty()) {
        int d = outside.remove(random.nextInt(outside.size()));
        list.put(descriptors.get(d));
        inside.add(d);
      } else {
        Integer first = inside.poll();
        assertEquals(first == null ? Anchor.NULL : first, list.get());
        if (first != null) {
          outside.add(first);
        }
      }
    }
  }

  /** A word that was once in a node is not in it again, so that who read it cannot swap it. */
  @Test
  void aNodesNextIsNeverWhatItWas() {
    for (int d = 0; d < DESCRIPTORS; d++) {
      list.put(descriptors.get(d));
    }
    List<List<Long>> seen = new ArrayList<>();
    for (int n = 0; n <= DESCRIPTORS; n++) {
      seen.add(new ArrayList<>(List.of(descriptors.node(n).next)));
    }
    for (int i = 0; i < 100; i++) {
      list.put(descriptors.get(list.get()));
      for (int n = 0; n <= DESCRIPTORS; n++) {
        long next = descriptors.node(n).next;
        List<Long> before = seen.get(n);
        if (before.get(before.size() - 1) != next) {
          assertEquals(-1, before.indexOf(next), "node " + n);
          before.add(next);
        }
      }
    }
  }

  @Test
  void aWordIsAnIndexAndATag() {
    long word = PartialList.word(7, 9);
    assertEquals(7, PartialList.index(word));
    assertEquals(9, word >>> 32);
    assertEquals(Anchor.NULL, PartialList.index(PartialList.word(Anchor.NULL, -1)));
    assertNotEquals(PartialList.word(Anchor.NULL, 1), PartialList.word(Anchor.NULL, 2));
  }
}
