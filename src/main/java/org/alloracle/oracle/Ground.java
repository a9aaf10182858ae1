package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.alloracle.collect.BlockTree;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;

/**
 * Who covered each byte last: the address space parted among live blocks, freed blocks and what
 * newer blocks left of freed ones. No two parts share a byte.
 *
 * <p>Where a block began there is a place, which reaches to the byte before the next place. Its
 * last block, live or freed, is at its start; behind it may lie remnants of freed blocks, in order.
 * So a block that fits a place, as most do, is found and entered by an exact look-up; the ordered
 * tree of places is for blocks where none was, or that reach over the next place. When freed parts
 * are many they move to the past, which only an invalid free looks into.
 *
 * <p>Addresses and sizes are unsigned bytes. Confined to one thread.
 */
final class Ground {
  /** Freed parts, beyond two for each live block, that stay among the live ones. */
  private static final long FREED_AT_HAND = 1 << 15;

  /** The slots of places and remnants, the reach of a remnant being where its block began. */
  private final Parts parts = new Parts();

  private final BlockTree places = new BlockTree();
  private final Starts starts = new Starts(parts);
  private final Past past = new Past(parts);
  private final long freedAtHand;
  private long live;
  private long remnants;
  private long freedSize;

  // When and by whom things happen now.
  private long event = 1;
  private long line;
  private int thread = Event.UNKNOWN;

  Ground() {
    this(FREED_AT_HAND);
  }

  Ground(long freedAtHand) {
    this.freedAtHand = freedAtHand;
  }

  void now(long event, long line, int thread) {
    this.event = event;
    this.line = line;
    this.thread = thread;
  }

  /** Live blocks in place. */
  long live() {
    return live;
  }

  /** Makes a range a live block unless it shares a byte with one; returns whether it did. */
  boolean claim(long address, long last, long size) {
    int place = starts.find(address);
    if (place == Parts.NONE || Long.compareUnsigned(last, parts.reach(place)) > 0) {
      if (livesWithin(address, last)) {
        return false;
      }
      place = lay(address, last);
    } else if (parts.isLive(place)) {
      return false;
    } else {
      fit(place, last);
    }
    bear(place, size);
    return true;
  }

  /** Makes a range a live block; live blocks that it shares a byte with end. */
  void seize(long address, long last, long size) {
    bear(lay(address, last), size);
  }

  private void bear(int place, long size) {
    parts.born(place, size, event, line, thread);
    live++;
  }

  private void end(int place) {
    if (parts.isLive(place)) {
      parts.died(place, event, line);
      live--;
    }
  }

  private boolean livesWithin(long address, long last) {
    boolean found =
        places.floor(address)
            && parts.isLive(places.value())
            && Long.compareUnsigned(parts.last(places.value()), address) >= 0;
    while (!found && places.nextStartsUpTo(last) && places.next()) {
      found = parts.isLive(places.value());
    }
    return found;
  }

  /** Makes a range the block of a place; live blocks that it shares a byte with end. */
  private int lay(long address, long last) {
    boolean below = places.floor(address);
    int place = below ? places.value() : Parts.NONE;
    if (below && places.first() == address) {
      end(place);
      fit(place, last);
    } else {
      place = open(place, address, last);
    }
    while (places.nextStartsUpTo(last) && places.next()) {
      int next = places.value();
      end(next);
      places.remove();
      starts.remove(next);
      parts.setReach(place, parts.reach(next));
      parts.setReach(next, parts.first(next));
      remnants++;
      parts.setLink(place, behind(next, last));
    }
    return place;
  }

  /** Opens a place in the one below, the cursor's, or with none below. */
  private int open(int below, long address, long last) {
    int place = parts.add();
    parts.setFirst(place, address);
    parts.setLast(place, last);
    if (below == Parts.NONE) {
      parts.setReach(place, places.next() ? places.first() - 1 : -1);
      parts.setLink(place, Parts.NONE);
    } else {
      parts.setReach(place, parts.reach(below));
      parts.setLink(place, behind(cut(below, address), last));
      parts.setReach(below, address - 1);
    }
    places.insert(address, place);
    starts.add(place);
    return place;
  }

  /** Ends a place before an address within it; returns the first of its parts from there on. */
  private int cut(int place, long address) {
    int before = Parts.NONE;
    int part = place;
    while (part != Parts.NONE && Long.compareUnsigned(parts.last(part), address) < 0) {
      before = part;
      part = parts.link(part);
    }
    if (part != Parts.NONE && Long.compareUnsigned(parts.first(part), address) < 0) {
      if (part == place) {
        end(place);
      }
      before = part;
      part = parts.addTail(part, start(part, place), address);
      parts.setLast(before, address - 1);
      remnants++;
    }
    parts.setLink(before, Parts.NONE);
    return part;
  }

  /** Lets the freed block of a place end at a byte in its reach. */
  private void fit(int place, long last) {
    int order = Long.compareUnsigned(parts.last(place), last);
    if (order > 0) {
      int tail = parts.addTail(place, parts.first(place), last + 1);
      parts.setLink(place, tail);
      remnants++;
    } else if (order < 0) {
      parts.setLink(place, behind(parts.link(place), last));
    }
    parts.setLast(place, last);
  }

  /** Takes the bytes up to one from remnants; returns the first that is left. */
  private int behind(int first, long last) {
    int part = first;
    while (part != Parts.NONE && Long.compareUnsigned(parts.last(part), last) <= 0) {
      int next = parts.link(part);
      parts.release(part);
      remnants--;
      part = next;
    }
    if (part != Parts.NONE && Long.compareUnsigned(parts.first(part), last) <= 0) {
      parts.setFirst(part, last + 1);
    }
    return part;
  }

  /**
   * Ends the live block that starts at an address.
   *
   * @return whether there is one; {@link #freedSize} then tells its size
   */
  boolean free(long address) {
    int place = starts.find(address);
    if (place == Parts.NONE || !parts.isLive(place)) {
      return false;
    }
    end(place);
    freedSize = parts.size(place);
    if (places.size() + remnants - live > freedAtHand + 2 * live) {
      sweep();
    }
    return true;
  }

  /** Bytes requested by the block that was freed last. */
  long freedSize() {
    return freedSize;
  }

  /** Whether a live block starts at an address. */
  boolean isLive(long address) {
    int place = starts.find(address);
    return place != Parts.NONE && parts.isLive(place);
  }

  /** Takes note that a block of unknown size and birth was freed. */
  void freedUnseen(long address) {
    int place = lay(address, address);
    parts.born(place, 0, 0, 0, Event.UNKNOWN);
    parts.died(place, event, line);
  }

  /** The block, live or freed, that covered an address last; null if none ever did. */
  @Nullable Block around(long address) {
    if (places.floor(address)) {
      int place = places.value();
      int part = place;
      while (part != Parts.NONE && Long.compareUnsigned(parts.last(part), address) < 0) {
        part = parts.link(part);
      }
      if (part != Parts.NONE && Long.compareUnsigned(parts.first(part), address) <= 0) {
        return parts.block(part, start(part, place));
      }
    }
    return past.around(address);
  }

  /** The first byte of the block that a part of a place is, or is left of. */
  private long start(int part, int place) {
    return part == place ? parts.first(place) : parts.reach(part);
  }

  /** The live blocks that share a byte with a range, in order. */
  List<Block> liveWithin(long address, long last) {
    List<Block> found = new ArrayList<>();
    if (places.floor(address) && Long.compareUnsigned(parts.last(places.value()), address) >= 0) {
      tellLive(found::add);
    }
    while (places.nextStartsUpTo(last) && places.next()) {
      tellLive(found::add);
    }
    return found;
  }

  /**
   * Up to so many live blocks on either side of an address, the nearest first on each side, and
   * none that a hundred parts lie before.
   */
  List<Block> liveNear(long address, int wanted) {
    List<Block> found = new ArrayList<>();
    int steps = 100;
    boolean more = places.floor(address);
    while (more && found.size() < wanted) {
      steps -= remnantsUpTo(address);
      more = steps-- > 0;
      if (more) {
        tellLive(found::add);
        more = places.previous();
      }
    }
    int enough = found.size() + wanted;
    steps = places.floor(address) ? 100 + remnantsUpTo(address) - remnantsUpTo(-1) : 100;
    while (found.size() < enough && steps > 0 && places.next()) {
      tellLive(found::add);
      steps -= 1 + remnantsUpTo(-1);
    }
    return found;
  }

  /** How many remnants of the place at the cursor begin at or below an address. */
  private int remnantsUpTo(long address) {
    int count = 0;
    int part = parts.link(places.value());
    while (part != Parts.NONE && Long.compareUnsigned(parts.first(part), address) <= 0) {
      count++;
      part = parts.link(part);
    }
    return count;
  }

  void forEachLive(Consumer<Block> consumer) {
    places.rewind();
    while (places.next()) {
      tellLive(consumer);
    }
  }

  /** Tells of the block of the place at the cursor if it lives. */
  private void tellLive(Consumer<Block> consumer) {
    int place = places.value();
    if (parts.isLive(place)) {
      consumer.accept(parts.block(place, parts.first(place)));
    }
  }

  /** Moves all freed parts to the past. */
  private void sweep() {
    int before = Parts.NONE;
    places.rewind();
    while (places.next()) {
      int place = places.value();
      int remnant = parts.link(place);
      while (remnant != Parts.NONE) {
        int next = parts.link(remnant);
        past.add(remnant);
        remnant = next;
      }
      parts.setLink(place, Parts.NONE);
      if (!parts.isLive(place)) {
        places.remove();
        starts.remove(place);
        parts.setReach(place, parts.first(place));
        past.add(place);
      } else {
        if (before != Parts.NONE) {
          parts.setReach(before, parts.first(place) - 1);
        }
        before = place;
      }
    }
    if (before != Parts.NONE) {
      parts.setReach(before, -1);
    }
    remnants = 0;
  }

  /**
   * Walks the invariants of the structure, in time proportional to its parts.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  void checkInvariants() {
    long lives = 0;
    long left = 0;
    int before = Parts.NONE;
    places.rewind();
    while (places.next()) {
      int place = places.value();
      long first = parts.first(place);
      long reach = parts.reach(place);
      long last = parts.last(place);
      check("first", first, places.first() == first && starts.find(first) == place);
      check("reach", first, before == Parts.NONE || parts.reach(before) == first - 1);
      before = place;
      check("range", first, le(first, last) && le(last, reach));
      lives += parts.isLive(place) ? 1 : 0;
      for (int part = parts.link(place); part != Parts.NONE; part = parts.link(part)) {
        long at = parts.first(part);
        check("remnant order", at, le(last, at) && last != at);
        last = parts.last(part);
        check("remnant range", at, le(at, last) && le(last, reach));
        check("remnant start", at, le(parts.reach(part), at) && parts.reach(part) != at);
        check("remnant freed", at, !parts.isLive(part));
        left++;
      }
    }
    check("last reach", 0, before == Parts.NONE || parts.reach(before) == -1);
    check("starts", starts.size(), starts.size() == places.size());
    check("live", live, live == lives);
    check("remnants", remnants, remnants == left);
    past.checkInvariants();
    check("slots", parts.inUse(), parts.inUse() == places.size() + remnants + past.size());
  }

  private static boolean le(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0;
  }

  static void check(String clause, long where, boolean holds) {
    if (!holds) {
      throw new AssertionError(clause + " at 0x" + Long.toHexString(where));
    }
  }
}
