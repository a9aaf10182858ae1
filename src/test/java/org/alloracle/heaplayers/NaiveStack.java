package org.alloracle.heaplayers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/**
 * First fit with headers of a word, and Lea's heap over it, with collections: no layers, no books.
 */
final class NaiveStack implements BlockAllocator {
  /** Where blocks start, and the words of each, its header with it. */
  private final TreeMap<Integer, Integer> blocks = new TreeMap<>();

  private final Map<Long, Integer> live = new HashMap<>();
  private final Deque<Integer> eights = new ArrayDeque<>();
  private final Deque<Integer> seventeens = new ArrayDeque<>();
  private final int words;
  private final boolean lea;

  NaiveStack(long heapBytes, boolean lea) {
    words = (int) (heapBytes / 8);
    this.lea = lea;
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (alignment > 8 || size > 8L * words) {
      return NONE;
    }
    int n = Math.max(1, (int) ((size + 7) / 8));
    int p = !lea ? lowest(0, words, n + 1) : n > 17 ? lowest(words / 2, words, n + 1) : listed(n);
    if (p < 0) {
      return NONE;
    }
    live.put(8L * (p + 1), p);
    return 8L * (p + 1);
  }

  private int listed(int n) {
    Integer first = (n <= 8 ? eights : seventeens).poll();
    return first != null ? first : lowest(0, words / 2, n <= 8 ? 9 : 18);
  }

  /** Of the lowest gap there that is long enough. */
  private int lowest(int from, int to, int n) {
    int at = from;
    for (Map.Entry<Integer, Integer> each : blocks.subMap(from, to).entrySet()) {
      if (each.getKey() - at >= n) {
        break;
      }
      at = each.getKey() + each.getValue();
    }
    if (to - at < n) {
      return -1;
    }
    blocks.put(at, n);
    return at;
  }

  @Override
  public void free(long address) {
    usableSize(address);
    int p = live.remove(address);
    if (!lea || p >= words / 2) {
      blocks.remove(p);
      return;
    }
    (blocks.get(p) == 9 ? eights : seventeens).push(p);
    if (9 * eights.size() + 18 * seventeens.size() > words / 2 / 8) {
      eights.forEach(blocks::remove);
      seventeens.forEach(blocks::remove);
      eights.clear();
      seventeens.clear();
    }
  }

  @Override
  public long usableSize(long address) {
    Integer p = live.get(address);
    if (p == null) {
      throw new InvalidFreeException("no block");
    }
    return 8L * (blocks.get(p) - 1);
  }
}
