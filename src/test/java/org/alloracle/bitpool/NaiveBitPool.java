package org.alloracle.bitpool;

import java.util.TreeMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** The pool without a tree: bytes in units of 64, and blocks at multiples of their size. */
final class NaiveBitPool implements BlockAllocator {
  private final boolean[] used;
  private final TreeMap<Long, Integer> live = new TreeMap<>();

  NaiveBitPool(int pages) {
    used = new boolean[pages * 16];
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
      throw new InvalidRequestException("bad request");
    }
    int units = 1;
    while (units * 64L < Math.max(size, alignment)) {
      units *= 2;
      if (units > 16) {
        return NONE;
      }
    }
    for (int at = 0; at < used.length; at += units) {
      if (isFree(at, units)) {
        mark(at, units, true);
        live.put(at * 64L, units);
        return at * 64L;
      }
    }
    return NONE;
  }

  private boolean isFree(int at, int units) {
    for (int i = at; i < at + units; i++) {
      if (used[i]) {
        return false;
      }
    }
    return true;
  }

  private void mark(int at, int units, boolean value) {
    for (int i = at; i < at + units; i++) {
      used[i] = value;
    }
  }

  @Override
  public void free(long address) {
    long size = usableSize(address);
    live.remove(address);
    mark((int) (address / 64), (int) (size / 64), false);
  }

  @Override
  public long usableSize(long address) {
    Integer units = live.get(address);
    if (units == null) {
      throw new InvalidFreeException("not live");
    }
    return units * 64L;
  }
}
