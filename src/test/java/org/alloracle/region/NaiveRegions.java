package org.alloracle.region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;

/**
 * Explicit regions from their description, without regard to time: blocks are listed, pages are
 * searched from the lowest, pointers are counted when somebody asks.
 */
public final class NaiveRegions implements RegionAllocator {
  private record Block(long start, long size) {
    /** A location must lie in the words that the block begins. */
    boolean holds(long location) {
      return start <= location && location < start + size;
    }
  }

  private static final class Region {
    final long number;
    final long parent;
    final List<Block> blocks = new ArrayList<>();
    long page = NONE;
    long next;

    Region(long number, long parent) {
      this.number = number;
      this.parent = parent;
    }
  }

  private final long[] owner;
  private final long roots;
  private final Map<Long, Region> open = new TreeMap<>();
  private final Deque<Long> closed = new ArrayDeque<>();
  private final Map<Long, Long> pointers = new TreeMap<>();

  NaiveRegions(int pages, int regions, int roots) {
    owner = new long[pages];
    Arrays.fill(owner, NONE);
    this.roots = roots;
    for (long r = 0; r < regions; r++) {
      closed.addLast(r);
    }
  }

  @Override
  public long newRegion() {
    return open(NONE);
  }

  @Override
  public long newSubregion(long parent) {
    require(parent);
    return open(parent);
  }

  private long open(long parent) {
    if (closed.isEmpty()) {
      return NONE;
    }
    long number = closed.removeFirst();
    open.put(number, new Region(number, parent));
    return number;
  }

  @Override
  public long allocate(long region, long size) {
    Region r = require(region);
    if (size < 0) {
      throw new InvalidRequestException("negative size");
    }
    if (size <= 2048 && r.page != NONE && r.next + size <= r.page * 4096 + 4095) {
      return give(r, r.next, size);
    }
    // Enough pages for one more byte than was asked for.
    for (int first = 0; first < owner.length; first++) {
      int last = first;
      while (last < owner.length && owner[last] == NONE) {
        if (last * 4096L + 4095 - first * 4096L >= size) {
          Arrays.fill(owner, first, last + 1, r.number);
          if (size <= 2048) {
            r.page = first;
            return give(r, first * 4096L, size);
          }
          r.blocks.add(new Block(first * 4096L, (size + 7) / 8 * 8));
          return first * 4096L;
        }
        last++;
      }
    }
    return NONE;
  }

  private static long give(Region r, long address, long size) {
    long rounded = (size + 7) / 8 * 8;
    r.blocks.add(new Block(address, rounded));
    r.next = address + rounded;
    return address;
  }

  @Override
  public boolean deleteRegion(long region) {
    Region r = open.get(region);
    if (r == null) {
      throw new InvalidFreeException("not open");
    }
    if (references(region) > 0 || open.values().stream().anyMatch(c -> c.parent == region)) {
      return false;
    }
    pointers.keySet().removeIf(location -> regionOf(location) == region);
    for (int page = 0; page < owner.length; page++) {
      if (owner[page] == region) {
        owner[page] = NONE;
      }
    }
    open.remove(region);
    closed.addFirst(region);
    return true;
  }

  @Override
  public long regionOf(long address) {
    return address < 0 || address >= 4096L * owner.length ? NONE : owner[(int) (address / 4096)];
  }

  @Override
  public void store(long location, long target) {
    requireLocation(location);
    if (target != NONE && regionOf(target) == NONE) {
      throw new InvalidRequestException("no region has the target");
    }
    if (target == NONE) {
      pointers.remove(location);
    } else {
      pointers.put(location, target);
    }
  }

  @Override
  public long load(long location) {
    requireLocation(location);
    return pointers.getOrDefault(location, NONE);
  }

  private void requireLocation(long location) {
    long heap = 4096L * owner.length;
    boolean root = location >= heap && location - heap < 8 * roots;
    boolean word =
        open.values().stream().flatMap(r -> r.blocks.stream()).anyMatch(b -> b.holds(location));
    if (location % 8 != 0 || (!root && !word)) {
      throw new InvalidRequestException("no location");
    }
  }

  @Override
  public long references(long region) {
    require(region);
    return pointers.entrySet().stream()
        .filter(p -> regionOf(p.getKey()) != region && regionOf(p.getValue()) == region)
        .count();
  }

  @Override
  public long rootLocation(int root) {
    return 4096L * owner.length + 8L * root;
  }

  private Region require(long region) {
    Region r = open.get(region);
    if (r == null) {
      throw new InvalidRequestException("not open");
    }
    return r;
  }

  /** No location points to memory of a region that was released. */
  void checkSafety() {
    pointers.forEach(
        (location, target) -> {
          if (regionOf(target) == NONE) {
            throw new AssertionError(location + " points to free memory at " + target);
          }
        });
  }
}
