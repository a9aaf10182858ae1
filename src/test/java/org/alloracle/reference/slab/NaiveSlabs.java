package org.alloracle.reference.slab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.alloracle.CachesSideBySide;
import org.alloracle.contract.InvalidFreeException;

/** The paper's cache with slabs that are things, in a list that is searched. */
public final class NaiveSlabs implements CachesSideBySide.Subject {
  private static final class Slab {
    int number;
    long colour;
    final Deque<Long> chain = new ArrayDeque<>();
    final Deque<Long> live = new ArrayDeque<>();
  }

  private final long slabBytes;
  private final long size;
  private final long align;
  private final int each;
  private final long waste;
  private final List<Slab> slabs = new ArrayList<>();
  private final Deque<Slab> notMade = new ArrayDeque<>();
  private long nextColour;

  public NaiveSlabs(int most, long slabBytes, long record, long size, long align) {
    this.slabBytes = slabBytes;
    this.size = size;
    this.align = align;
    long chunk = (size + align - 1) / align * align;
    each = (int) ((slabBytes - record) / chunk);
    waste = slabBytes - record - each * chunk;
    for (int i = 0; i < most; i++) {
      Slab slab = new Slab();
      slab.number = i;
      for (int k = 0; k < each; k++) {
        slab.chain.add(k * chunk);
      }
      notMade.add(slab);
    }
  }

  @Override
  public long allocate() {
    int at = 0;
    while (at < slabs.size() && slabs.get(at).chain.isEmpty()) {
      at++;
    }
    if (at == slabs.size()) {
      Slab slab = notMade.poll();
      if (slab == null) {
        return NONE;
      }
      slab.colour = nextColour;
      nextColour = nextColour + align > waste ? 0 : nextColour + align;
      slabs.add(slab);
    }
    Slab slab = slabs.get(at);
    Long offset = slab.chain.pop();
    slab.live.add(offset);
    return slab.number * slabBytes + slab.colour + offset;
  }

  @Override
  public void free(long address) {
    for (Slab slab : List.copyOf(slabs)) {
      long offset = address - slab.number * slabBytes - slab.colour;
      if (slab.live.remove(offset)) {
        boolean wasFull = slab.chain.isEmpty();
        slab.chain.push(offset);
        if (slab.live.isEmpty()) {
          slabs.remove(slab);
          slabs.add(slab);
        } else if (wasFull) {
          slabs.remove(slab);
          slabs.add((int) slabs.stream().filter(other -> other.chain.isEmpty()).count(), slab);
        }
        return;
      }
    }
    throw new InvalidFreeException("not live");
  }

  @Override
  public void extra(int which) {
    if (!slabs.isEmpty() && slabs.get(slabs.size() - 1).live.isEmpty()) {
      notMade.push(slabs.remove(slabs.size() - 1));
    }
  }

  @Override
  public long objectSize() {
    return size;
  }

  @Override
  public String toString() {
    return "the naive model";
  }

  @Override
  public String state() {
    StringBuilder text = new StringBuilder();
    for (Slab slab : slabs) {
      text.append(slab.number)
          .append(slab.chain.isEmpty() ? " full " : slab.live.isEmpty() ? " empty " : " partial ")
          .append(slab.colour)
          .append(", ");
    }
    return text.toString();
  }
}
