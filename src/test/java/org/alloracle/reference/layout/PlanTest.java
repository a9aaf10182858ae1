package org.alloracle.reference.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final int[] NO_FIELDS = {};
  private static final long[] NONE = {};

  /** The fields a to f of the digest's worked vector. */
  private static Plan worked(long countOfB) {
    return new Plan(
        new Fields(
            new long[] {8, 8, 4, 4, 2, 8},
            new long[] {8, 8, 4, 4, 2, 8},
            new long[] {1000, countOfB, 900, 5, 700, 3},
            new int[] {0, 2, 0},
            new int[] {2, 4, 4},
            new long[] {500, 400, 100},
            64));
  }

  @Test
  void theWorkedVector() {
    Plan plan = worked(10);
    Placing placing = plan.placing();
    assertTrue(plan.split());
    assertEquals(40, plan.declaredSize());
    assertEquals(3, placing.hotFields());
    int[] order = {0, 2, 4, 1, 5, 3};
    long[] offsets = {0, 8, 12, 0, 8, 16};
    for (int i = 0; i < 6; i = i + 1) {
      assertEquals(order[i], placing.field(i));
      assertEquals(offsets[i], placing.offset(order[i]));
      assertEquals(i >= 3, placing.cold(order[i]));
    }
    assertEquals(16, placing.pointerOffset());
    assertEquals(24, placing.hotSize());
    assertEquals(24, placing.coldSize());
    assertEquals(57200, placing.score()); // 893.75 * 64
  }

  @Test
  void theThresholdIsHalfTheMean() {
    // A = 2608 + b, 12 * b <= A: b <= 237
    assertTrue(worked(237).placing().cold(1));
    assertFalse(worked(238).placing().cold(1));
  }

  @Test
  void equalCountsAreAllHot() {
    Plan plan = plain(new long[] {4, 1, 8}, new long[] {4, 1, 8}, new long[] {7, 7, 7});
    assertFalse(plan.split());
    assertEquals(3, plan.placing().hotFields());
    assertEquals(-1, plan.placing().pointerOffset());
    assertEquals(0, plan.placing().coldSize());
    assertEquals(16, plan.placing().hotSize());
  }

  /** All are cold then, and there is no hot part to point to them. */
  @Test
  void noAccessesNoSplit() {
    Plan plan = plain(new long[] {8, 8}, new long[] {8, 8}, new long[] {0, 0});
    assertFalse(plan.split());
    assertEquals(2, plan.placing().hotFields());
  }

  @Test
  void oneField() {
    for (long count : new long[] {0, 9}) {
      Plan plan = plain(new long[] {3}, new long[] {2}, new long[] {count});
      assertFalse(plan.split());
      assertEquals(0, plan.placing().offset(0));
      assertEquals(4, plan.placing().hotSize());
      assertEquals(0, plan.placing().score());
    }
  }

  @Test
  void aFieldLargerThanTheBlock() {
    Plan plan =
        new Plan(
            new Fields(
                new long[] {100, 4},
                new long[] {4, 4},
                new long[] {5, 5},
                new int[] {0},
                new int[] {1},
                new long[] {10},
                64));
    assertEquals(0, plan.declaredScore()); // the second starts 100 bytes after the first
    assertEquals(0, plan.placing().score());
    assertEquals(100, plan.placing().offset(1));
  }

  @Test
  void fewColdBytesAreNotSplitOff() {
    assertFalse(plain(new long[] {16, 4}, new long[] {4, 4}, new long[] {100, 0}).split());
    assertTrue(plain(new long[] {16, 8}, new long[] {4, 4}, new long[] {100, 0}).split());
    assertFalse(
        plain(new long[] {4, 8}, new long[] {4, 4}, new long[] {100, 0}).split()); // 16 is above 12
  }

  @Test
  void badInputIsRefused() {
    long[] one = {1};
    refused("size", NONE, NONE, NONE, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("size", new long[65], new long[65], new long[65], NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("size", new long[] {0}, one, one, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("size", new long[] {4097}, one, one, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("align", one, new long[] {3}, one, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("align", one, new long[] {8192}, one, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("align", one, NONE, one, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("count", one, one, new long[] {-1}, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("count", one, one, new long[] {1L << 31}, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("count", one, one, NONE, NO_FIELDS, NO_FIELDS, NONE, 64);
    refused("left", one, one, one, new int[] {0}, new int[] {1}, one, 64);
    refused("left", one, one, one, new int[] {0}, new int[] {0}, one, 64);
    refused("left", one, one, one, NO_FIELDS, new int[] {0}, one, 64);
    refused("affinity", one, one, one, NO_FIELDS, NO_FIELDS, new long[] {-1}, 64);
    refused("affinity", one, one, one, NO_FIELDS, NO_FIELDS, new long[4097], 64);
    refused("block", one, one, one, NO_FIELDS, NO_FIELDS, NONE, 4);
    refused("block", one, one, one, NO_FIELDS, NO_FIELDS, NONE, 48);
    refused("block", one, one, one, NO_FIELDS, NO_FIELDS, NONE, 8192);
  }

  /** What is planned does not depend on what becomes of the arrays. */
  @Test
  void theInputIsCopied() {
    long[] size = {4};
    Fields fields =
        new Fields(size, new long[] {4}, new long[] {1}, NO_FIELDS, NO_FIELDS, NONE, 64);
    size[0] = 0;
    assertEquals(4, new Plan(fields).placing().hotSize());
  }

  /** All that the contract says, found out anew without looking at how it was planned. */
  @Property(tries = 300)
  void thePlanIsSound(@ForAll Random random) {
    int n = 1 + random.nextInt(random.nextInt(10) == 0 ? 64 : 9);
    int m = random.nextInt(2 * n);
    long[] size = new long[n];
    long[] align = new long[n];
    long[] count = new long[n];
    for (int f = 0; f < n; f = f + 1) {
      align[f] = 1L << random.nextInt(random.nextInt(8) == 0 ? 13 : 5);
      size[f] = 1L + random.nextInt(random.nextInt(8) == 0 ? 4096 : 24);
      count[f] = random.nextInt(3) == 0 ? random.nextInt(1000) : random.nextInt(20);
    }
    int[] left = new int[n == 1 ? 0 : m];
    int[] right = new int[left.length];
    long[] affinity = new long[left.length];
    for (int p = 0; p < left.length; p = p + 1) {
      left[p] = random.nextInt(n);
      right[p] = (left[p] + 1 + random.nextInt(n - 1)) % n;
      affinity[p] = random.nextInt(1000);
    }
    long block = 8L << random.nextInt(10);
    Fields fields = new Fields(size, align, count, left, right, affinity, block);
    Plan plan = new Plan(fields);
    Placing placing = plan.placing();
    NaivePlan naive = new NaivePlan(size, align, count, left, right, affinity, block);

    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < n; i = i + 1) {
      seen.add(placing.field(i));
      assertEquals(i >= placing.hotFields(), placing.cold(placing.field(i)));
    }
    assertEquals(n, seen.size());
    assertEquals(naive.split, plan.split());
    assertEquals(naive.declaredSize, plan.declaredSize());
    for (int f = 0; f < n; f = f + 1) {
      assertEquals(naive.split && naive.cold(f), placing.cold(f));
      assertEquals(0, placing.offset(f) % align[f]);
      long end =
          placing.cold(f)
              ? placing.coldSize()
              : plan.split() ? placing.pointerOffset() : placing.hotSize();
      assertTrue(placing.offset(f) + size[f] <= end);
      for (int g = 0; g < n; g = g + 1) {
        assertTrue(
            f == g
                || placing.cold(f) != placing.cold(g)
                || placing.offset(f) + size[f] <= placing.offset(g)
                || placing.offset(g) + size[g] <= placing.offset(f));
      }
    }
    assertEquals(naive.score(placing), placing.score());
    assertEquals(naive.declaredScore(), plan.declaredScore());
    assertEquals(Math.max(naive.declaredScore(), naive.greedyScore()), placing.score());
    for (int f = 0; f < n; f = f + 1) {
      assertEquals(placing.offset(f), new Plan(fields).placing().offset(f));
    }
  }

  private static Plan plain(long[] size, long[] align, long[] count) {
    return new Plan(new Fields(size, align, count, NO_FIELDS, NO_FIELDS, NONE, 64));
  }

  private static void refused(
      String argument,
      long[] size,
      long[] align,
      long[] count,
      int[] left,
      int[] right,
      long[] affinity,
      long block) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fields(size, align, count, left, right, affinity, block))
            .getMessage();
    assertTrue(String.valueOf(message).startsWith(argument), argument);
  }
}
