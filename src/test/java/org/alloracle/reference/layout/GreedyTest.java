package org.alloracle.reference.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.alloracle.reference.Permutations;
import org.junit.jupiter.api.Test;

final class GreedyTest {
  /** So the contract of an arrangement leaves no choice: any other order is not greedy. */
  @Property(tries = 200)
  void ofAllOrdersExactlyOneIsGreedy(@ForAll Random random) {
    int n = 1 + random.nextInt(6);
    Fields fields = fields(n, random);
    int hot = random.nextInt(n + 1);
    int[] order = new int[n];
    int[] place = new int[n];
    Permutations.ascend(order, place);
    for (int k = n - 1; k > 0; k = k - 1) {
      Permutations.swap(order, place, k, random.nextInt(k + 1));
    }
    Arrangement arranged = new Arrangement(fields, order, place, hot, fields.left, fields.right);
    assertTrue(greedy(arranged, arranged.order, arranged.place, arranged.at));
    assertEquals(1, greedyOrders(arranged, arranged.order.clone(), arranged.place.clone(), 0));
  }

  @Test
  void aWrongOffsetIsNotGreedy() {
    Arrangement arranged = ofThree();
    for (int k = 0; k < 3; k = k + 1) {
      long[] at = arranged.at.clone();
      at[k] = at[k] + 1;
      assertFalse(greedy(arranged, arranged.order, arranged.place, at));
    }
  }

  @Test
  void whatDoesNotFitTogetherIsNotGreedy() {
    Arrangement arranged = ofThree();
    assertFalse(greedy(arranged, arranged.order, arranged.place, new long[2]));
    assertFalse(greedy(arranged, arranged.order, arranged.order, arranged.at));
  }

  /** How many orders of the hot fields from a place on are greedy; only the arranged one may be. */
  private static int greedyOrders(Arrangement arranged, int[] order, int[] place, int from) {
    Fields fields = arranged.fields;
    if (from >= arranged.hot) {
      long[] at = new long[order.length];
      for (int k = 0; k < arranged.hot; k = k + 1) {
        at[k] = Gains.start(k, order[k], order, at, fields.size, fields.align);
      }
      boolean greedy = greedy(arranged, order, place, at);
      assertEquals(Arrays.equals(arranged.order, order), greedy);
      return greedy ? 1 : 0;
    }
    int count = 0;
    for (int k = from; k < arranged.hot; k = k + 1) {
      Permutations.swap(order, place, from, k);
      count = count + greedyOrders(arranged, order, place, from + 1);
      Permutations.swap(order, place, from, k);
    }
    return count;
  }

  /** Whether another order of the same fields, with other offsets, is greedy. */
  private static boolean greedy(Arrangement arranged, int[] order, int[] place, long[] at) {
    Fields fields = arranged.fields;
    return Greedy.greedy(
        order,
        place,
        arranged.hot,
        at,
        fields.size,
        fields.align,
        fields.left,
        fields.right,
        fields.affinity,
        arranged.weighing.weight,
        fields.block);
  }

  private static Arrangement ofThree() {
    Fields fields = fields(3, new Random(1));
    int[] order = {0, 1, 2};
    return new Arrangement(fields, order, order.clone(), 3, fields.left, fields.right);
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
}
