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
 * <p>A block that takes the exact place of a freed one, as most do, costs a look-up. When freed
 * parts are many they move to a second tree, the past, which only an invalid free looks into.
 */
final class Ground {
  // The two low bits of a tree value; the rest is the slot in births.
  private static final int DEAD = 0;
  private static final int LIVE = 1;

  /** What is left at the end of a freed block of which a newer block took the start. */
  private static final int REMNANT = 2;

  private static final int STATE = 3;

  /** Freed parts, beyond two for each live block, that stay among the live ones. */
  private static final long FREED_AT_HAND = 1 << 15;

  private final BlockTree present = new BlockTree();
  private final BlockTree past = new BlockTree();
  private final Births births = new Births();
  private long live;
  private long freedSize;

  // When and by whom things happen now.
  private long event = 1;
  private long line;
  private int thread = Event.UNKNOWN;

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
    BlockTree tree = present;
    boolean reached = tree.floor(address) && Long.compareUnsigned(tree.last(), address) >= 0;
    if (!reached && !tree.nextStartsUpTo(last)) {
      insert(address, last, size);
    } else if (!reached || tree.first() != address || (tree.value() & STATE) == LIVE) {
      return claimParts(address, last, size);
    } else if (Long.compareUnsigned(tree.last(), last) > 0) {
      splitHere(last, size);
    } else if (tree.last() == last || joinHere(address, last)) {
      bear(tree.value() >>> 2, size);
    } else {
      return false;
    }
    return true;
  }

  /** The part at the cursor becomes a live block. */
  private void bear(int slot, long size) {
    births.born(slot, size, event, line, thread);
    present.setValue(slot << 2 | LIVE);
    live++;
  }

  /** The start of the freed part at the cursor becomes a live block; the rest is left of it. */
  private void splitHere(long last, long size) {
    BlockTree tree = present;
    int left = leftAfter(last);
    long end = tree.last();
    tree.setLast(last);
    bear(births.add(), size);
    tree.insert(last + 1, end, left);
  }

  /**
   * Lets the freed part at the cursor, at an address, reach to a byte beyond its end, over the
   * parts that lie there, unless one lives; returns whether it does.
   */
  private boolean joinHere(long address, long last) {
    BlockTree tree = present;
    while (tree.nextStartsUpTo(last) && tree.next()) {
      if ((tree.value() & STATE) == LIVE) {
        return false;
      }
    }
    if (tree.first() != address && Long.compareUnsigned(tree.last(), last) > 0) {
      tree.setValue(leftAfter(last));
      tree.setFirst(last + 1);
      tree.previous();
    }
    while (tree.first() != address) {
      births.release(tree.value() >>> 2);
      tree.remove();
    }
    tree.setLast(last);
    return true;
  }

  /** The value for what is left of the part at the cursor after a byte. */
  private int leftAfter(long last) {
    int slot = present.value() >>> 2;
    births.copy(slot, slot, last + 1 - start(present));
    return slot << 2 | REMNANT;
  }

  /** Where the block at a tree's cursor begins, or of a remnant, the block that it is left of. */
  private long start(BlockTree tree) {
    boolean remnant = (tree.value() & STATE) == REMNANT;
    return remnant ? tree.first() - births.size(tree.value() >>> 2) : tree.first();
  }

  private boolean claimParts(long address, long last, long size) {
    if (!liveWithin(address, last).isEmpty()) {
      return false;
    }
    seize(address, last, size);
    return true;
  }

  /** Makes a range a live block; live blocks that it shares a byte with end. */
  void seize(long address, long last, long size) {
    clear(present, address, last);
    insert(address, last, size);
  }

  private void insert(long address, long last, long size) {
    present.insert(address, last, DEAD);
    bear(births.add(), size);
  }

  /**
   * Ends the live block that starts at an address.
   *
   * @return whether there is one; {@link #freedSize} then tells its size
   */
  boolean free(long address) {
    BlockTree tree = present;
    if (!tree.find(address) || (tree.value() & STATE) != LIVE) {
      return false;
    }
    int slot = tree.value() >>> 2;
    tree.setValue(slot << 2 | DEAD);
    births.died(slot, event, line);
    freedSize = births.size(slot);
    live--;
    if (tree.size() - live > FREED_AT_HAND + 2 * live) {
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
    return present.find(address) && (present.value() & STATE) == LIVE;
  }

  /** Takes note that a block of unknown size and birth was freed. */
  void freedUnseen(long address) {
    int slot = births.add();
    births.born(slot, 0, 0, 0, Event.UNKNOWN);
    births.died(slot, event, line);
    clear(present, address, address);
    present.insert(address, address, slot << 2 | DEAD);
  }

  /** The block, live or freed, that covered an address last; null if none ever did. */
  @Nullable Block around(long address) {
    if (present.floor(address) && Long.compareUnsigned(present.last(), address) >= 0) {
      return here(present);
    }
    if (past.floor(address) && Long.compareUnsigned(past.last(), address) >= 0) {
      return here(past);
    }
    return null;
  }

  /** The live blocks that share a byte with a range, in order. */
  List<Block> liveWithin(long address, long last) {
    List<Block> found = new ArrayList<>();
    boolean more =
        (present.floor(address) && Long.compareUnsigned(present.last(), address) >= 0)
            || (present.nextStartsUpTo(last) && present.next());
    while (more) {
      if ((present.value() & STATE) == LIVE) {
        found.add(here(present));
      }
      more = present.nextStartsUpTo(last) && present.next();
    }
    return found;
  }

  /** Up to so many live blocks on either side of an address, the nearest first on each side. */
  List<Block> liveNear(long address, int wanted) {
    List<Block> found = new ArrayList<>();
    boolean more = present.floor(address);
    for (int steps = 0; more && found.size() < wanted && steps < 100; steps++) {
      addLive(found);
      more = present.previous();
    }
    int enough = found.size() + wanted;
    present.floor(address);
    for (int steps = 0; found.size() < enough && steps < 100 && present.next(); steps++) {
      addLive(found);
    }
    return found;
  }

  private void addLive(List<Block> found) {
    if ((present.value() & STATE) == LIVE) {
      found.add(here(present));
    }
  }

  void forEachLive(Consumer<Block> consumer) {
    present.rewind();
    while (present.next()) {
      if ((present.value() & STATE) == LIVE) {
        consumer.accept(here(present));
      }
    }
  }

  /** The block at a tree's cursor; a remnant as the whole freed block that it is left of. */
  private Block here(BlockTree tree) {
    int value = tree.value();
    int slot = value >>> 2;
    if ((value & STATE) == REMNANT) {
      long start = start(tree);
      return births.block(slot, start, tree.last(), false).withSize(tree.last() - start + 1);
    }
    return births.block(slot, tree.first(), tree.last(), (value & STATE) == LIVE);
  }

  /** Takes a range from all parts that lie in it; what they have outside stays, as freed. */
  private void clear(BlockTree tree, long address, long last) {
    int tail = -1;
    long tailLast = 0;
    boolean more = tree.floor(last);
    while (more && Long.compareUnsigned(tree.last(), address) >= 0) {
      int value = tree.value();
      int slot = value >>> 2;
      long first = tree.first();
      boolean remnant = (value & STATE) == REMNANT;
      boolean stays = Long.compareUnsigned(first, address) < 0;
      if ((value & STATE) == LIVE) {
        births.died(slot, event, line);
        live--;
      }
      if (Long.compareUnsigned(tree.last(), last) > 0) {
        tail = stays ? births.add() : slot;
        tailLast = tree.last();
        births.copy(slot, tail, last + 1 - start(tree));
      }
      if (stays) {
        tree.setLast(address - 1);
        tree.setValue(slot << 2 | (remnant ? REMNANT : DEAD));
        break;
      }
      if (slot != tail) {
        births.release(slot);
      }
      more = tree.remove();
    }
    if (tail >= 0) {
      tree.insert(last + 1, tailLast, tail << 2 | REMNANT);
    }
  }

  /** Moves all freed parts to the past. */
  private void sweep() {
    present.rewind();
    while (present.next()) {
      int value = present.value();
      if ((value & STATE) != LIVE) {
        long first = present.first();
        long last = present.last();
        present.remove();
        clear(past, first, last);
        past.insert(first, last, value);
      }
    }
  }
}
