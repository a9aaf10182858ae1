package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two arrays of which each says where the other has its numbers, {@code place[order[i]] == i}: only
 * a change of both leaves that true.
 */
final class Inverses {
  private final int[] order;
  private final int[] inverse;
  private final List<Heap.Place> places;

  private Inverses(int[] order, int[] inverse, List<Heap.Place> places) {
    this.order = order;
    this.inverse = inverse;
    this.places = places;
  }

  /** All pairs of arrays of which two elements may change. */
  static List<Inverses> among(List<Heap.Place> places) {
    IdentityHashMap<int[], Map<Integer, Heap.Place>> arrays = new IdentityHashMap<>();
    List<int[]> inOrder = new ArrayList<>();
    for (Heap.Place place : places) {
      if (place.owner() instanceof int[] array) {
        if (!arrays.containsKey(array)) {
          inOrder.add(array);
        }
        arrays.computeIfAbsent(array, it -> new HashMap<>()).put(place.index(), place);
      }
    }
    List<Inverses> pairs = new ArrayList<>();
    for (int[] order : inOrder) {
      for (int[] inverse : inOrder) {
        if (order != inverse && areInverse(order, inverse)) {
          Map<Integer, Heap.Place> own = arrays.getOrDefault(order, Map.of());
          Map<Integer, Heap.Place> others = arrays.getOrDefault(inverse, Map.of());
          List<Heap.Place> may =
              own.values().stream().filter(it -> others.containsKey(order[it.index()])).toList();
          if (may.size() > 1) {
            pairs.add(new Inverses(order, inverse, may));
          }
        }
      }
    }
    return pairs;
  }

  private static boolean areInverse(int[] order, int[] inverse) {
    if (order.length != inverse.length) {
      return false;
    }
    for (int i = 0; i < order.length; i++) {
      if (order[i] < 0 || order[i] >= order.length || inverse[order[i]] != i) {
        return false;
      }
    }
    return true;
  }

  /** The elements of the first that may change, with those of the second that would. */
  List<Heap.Place> places() {
    return places;
  }

  /** Whether there was anything to exchange; doing it again takes it back. */
  boolean exchange(int i, int j) {
    if (i == j) {
      return false;
    }
    int x = order[i];
    order[i] = order[j];
    order[j] = x;
    inverse[order[i]] = i;
    inverse[order[j]] = j;
    return true;
  }
}
