package org.alloracle.basicalloc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** Address-ordered first fit said another way: one flag a grain, every place tried. */
final class NaiveFirstFit implements BlockAllocator {
  private final int limit;
  private final int page;
  private final List<Boolean> used = new ArrayList<>();
  private final Map<Integer, Integer> live = new HashMap<>();

  NaiveFirstFit(long limitBytes, long pageBytes) {
    limit = (int) (limitBytes / 16);
    page = (int) (pageBytes / 16);
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (size > 16L * limit) {
      return NONE;
    }
    int n = (int) Math.max(1, (size + 15) / 16);
    int start = 0;
    while (start < used.size()) {
      int end = start;
      while (end < used.size() && used.get(end).equals(used.get(start))) {
        end++;
      }
      if (!used.get(start)) {
        for (int at = end - n; at >= start; at--) {
          if (16L * at % alignment == 0) {
            return take(at, n);
          }
        }
      }
      start = end;
    }
    long at = used.size();
    while (16L * at % alignment != 0) {
      at++;
      if (at > limit) {
        return NONE;
      }
    }
    long end = used.size();
    while (end < at + n) {
      end += page;
    }
    if (end > limit) {
      return NONE;
    }
    while (used.size() < end) {
      used.add(false);
    }
    return take((int) at, n);
  }

  private long take(int at, int n) {
    for (int i = at; i < at + n; i++) {
      used.set(i, true);
    }
    live.put(at, n);
    return 16L * at;
  }

  @Override
  public void free(long address) {
    int n = (int) (usableSize(address) / 16);
    int at = (int) (address / 16);
    for (int i = at; i < at + n; i++) {
      used.set(i, false);
    }
    live.remove(at);
  }

  @Override
  public long usableSize(long address) {
    Integer n =
        address % 16 == 0 && address / 16 == (int) (address / 16)
            ? live.get((int) (address / 16))
            : null;
    if (n == null) {
      throw new InvalidFreeException("no block");
    }
    return 16L * n;
  }
}
