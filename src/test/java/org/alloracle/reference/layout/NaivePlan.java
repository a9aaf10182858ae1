package org.alloracle.reference.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The planner told again with lists, for comparison. */
final class NaivePlan {
  private final long[] size;
  private final long[] align;
  private final long[] count;
  private final int[] left;
  private final int[] right;
  private final long[] affinity;
  private final long block;
  private final long total;
  final boolean split;
  final long declaredSize;
  private final List<Integer> hot = new ArrayList<>();

  NaivePlan(
      long[] size,
      long[] align,
      long[] count,
      int[] left,
      int[] right,
      long[] affinity,
      long block) {
    this.size = size;
    this.align = align;
    this.count = count;
    this.left = left;
    this.right = right;
    this.affinity = affinity;
    this.block = block;
    long sum = 0;
    for (long c : count) {
      sum = sum + c;
    }
    total = sum;
    List<Integer> all = new ArrayList<>();
    long coldBytes = 0;
    for (int f = 0; f < size.length; f = f + 1) {
      all.add(f);
      if (cold(f)) {
        coldBytes = coldBytes + size[f];
      } else {
        hot.add(f);
      }
    }
    declaredSize = bytes(all, false);
    split = coldBytes >= 8 && !hot.isEmpty() && bytes(hot, true) <= declaredSize;
    if (!split) {
      hot.clear();
      hot.addAll(all);
    }
  }

  boolean cold(int field) {
    return 2L * size.length * count[field] <= total;
  }

  private static long up(long x, long m) {
    return (x + m - 1) / m * m;
  }

  private long[] offsets(List<Integer> order) {
    long[] offset = new long[size.length];
    Arrays.fill(offset, -1);
    long end = 0;
    for (int f : order) {
      offset[f] = up(end, align[f]);
      end = offset[f] + size[f];
    }
    return offset;
  }

  private long bytes(List<Integer> order, boolean pointer) {
    long end = 0;
    long greatest = pointer ? 8 : 1;
    for (int f : order) {
      end = up(end, align[f]) + size[f];
      greatest = Math.max(greatest, align[f]);
    }
    return up(pointer ? up(end, 8) + 8 : end, greatest);
  }

  private long score(long[] offset) {
    long sum = 0;
    for (int p = 0; p < affinity.length; p = p + 1) {
      if (offset[left[p]] >= 0 && offset[right[p]] >= 0) {
        sum = sum + affinity[p] * Math.max(0, block - Math.abs(offset[left[p]] - offset[right[p]]));
      }
    }
    return sum;
  }

  long score(Placing placing) {
    long[] offset = new long[size.length];
    for (int f = 0; f < size.length; f = f + 1) {
      offset[f] = placing.cold(f) ? -1 : placing.offset(f);
    }
    return score(offset);
  }

  long declaredScore() {
    return score(offsets(hot));
  }

  /** The score of the greedy order; 0 if its hot part is too large. */
  long greedyScore() {
    List<Integer> rest = new ArrayList<>(hot);
    List<Integer> order = new ArrayList<>();
    long most = 0;
    for (int p = 0; p < affinity.length; p = p + 1) {
      if (affinity[p] > most && hot.contains(left[p]) && hot.contains(right[p])) {
        most = affinity[p];
        order = new ArrayList<>(List.of(left[p], right[p]));
      }
    }
    rest.removeAll(order);
    while (!rest.isEmpty()) {
      List<Integer> placed = order;
      Comparator<Integer> byGain = Comparator.comparingLong(f -> -gain(placed, f));
      rest.sort(byGain.thenComparingLong(f -> offset(placed, f)).thenComparingInt(f -> f));
      order.add(rest.remove(0));
    }
    return !split || bytes(order, true) <= declaredSize ? score(offsets(order)) : 0;
  }

  private long offset(List<Integer> placed, int field) {
    List<Integer> longer = new ArrayList<>(placed);
    longer.add(field);
    return offsets(longer)[field];
  }

  private long gain(List<Integer> placed, int field) {
    List<Integer> longer = new ArrayList<>(placed);
    longer.add(field);
    return score(offsets(longer)) - score(offsets(placed));
  }
}
