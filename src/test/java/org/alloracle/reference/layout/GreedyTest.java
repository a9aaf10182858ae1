package org.alloracle.reference.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class GreedyTest {
  /** So the contract of an arrangement leaves no choice: any other order is not greedy. */
  @Property(tries = 200)
  void ofAllOrdersExactlyOneIsGreedy(@ForAll Random random) {
    int n = 1 + random.nextInt(6);
    Fields fields = fields(n, random);
    int hot = random.nextInt(n + 1);
    int[] order = shuffled(n, random);
    Arrangement arranged =
        new Arrangement(fields, order, inverse(order), hot, fields.left, fields.right);
    assertTrue(greedy(fields, arranged, arranged.order, arranged.at));
    assertEquals(1, others(fields, arranged, arranged.order.clone(), 0));
  }

  @Test
  void aWrongOffsetIsNotGreedy() {
    Fields fields = fields(3, new Random(1));
    int[] order = {0, 1, 2};
    Arrangement arranged =
        new Arrangement(fields, order, inverse(order), 3, fields.left, fields.right);
    for (int k = 0; k < 3; k = k + 1) {
      long[] at = arranged.at.clone();
      at[k] = at[k] + 1;
      assertFalse(greedy(fields, arranged, arranged.order, at));
    }
  }

  @Test
  void whatDoesNotFitTogetherIsNotGreedy() {
    Fields fields = fields(3, new Random(1));
    int[] order = {0, 1, 2};
    Arrangement arranged =
        new Arrangement(fields, order, inverse(order), 3, fields.left, fields.right);
    assertFalse(greedy(fields, arranged, arranged.order, new long[2]));
    assertFalse(
        Greedy.greedy(
            arranged.order,
            arranged.order,
            3,
            arranged.at,
            fields.size,
            fields.align,
            fields.left,
            fields.right,
            fields.affinity,
            arranged.weight,
            fields.block));
  }

  /** How many orders of the hot fields from a place on are greedy; only the arranged one may be. */
  private static int others(Fields fields, Arrangement arranged, int[] order, int from) {
    if (from >= arranged.hot) {
      long[] at = new long[order.length];
      for (int k = 0; k < arranged.hot; k = k + 1) {
        at[k] = Gains.start(k, order[k], order, at, fields.size, fields.align);
      }
      boolean greedy = greedy(fields, arranged, order, at);
      assertEquals(Arrays.equals(arranged.order, order), greedy);
      return greedy ? 1 : 0;
    }
    int count = 0;
    for (int k = from; k < arranged.hot; k = k + 1) {
      swap(order, from, k);
      count = count + others(fields, arranged, order, from + 1);
      swap(order, from, k);
    }
    return count;
  }

  private static boolean greedy(Fields fields, Arrangement arranged, int[] order, long[] at) {
    return Greedy.greedy(
        order,
        inverse(order),
        arranged.hot,
        at,
        fields.size,
        fields.align,
        fields.left,
        fields.right,
        fields.affinity,
        arranged.weight,
        fields.block);
  }

  private static Fields fields(int n, Random random) {
    int pairs = n == 1 ? 0 : random.nextInt(2 * n);
    int[] left = IntStream.range(0, pairs).map(p -> random.nextInt(n)).toArray();
    int[] right =
        IntStream.range(0, pairs).map(p -> (left[p] + 1 + random.nextInt(n - 1)) % n).toArray();
    return new Fields(
        random.longs(n, 1, 24).toArray(),
        random.longs(n, 0, 5).map(power -> 1L << power).toArray(),
        new long[n],
        left,
        right,
        random.longs(pairs, 0, 4).toArray(),
        8L << random.nextInt(4));
  }

  private static int[] shuffled(int n, Random random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int k = n - 1; k > 0; k = k - 1) {
      swap(order, k, random.nextInt(k + 1));
    }
    return order;
  }

  private static int[] inverse(int[] order) {
    int[] place = new int[order.length];
    for (int k = 0; k < order.length; k = k + 1) {
      place[order[k]] = k;
    }
    return place;
  }

  private static void swap(int[] order, int i, int j) {
    int field = order[i];
    order[i] = order[j];
    order[j] = field;
  }
}
