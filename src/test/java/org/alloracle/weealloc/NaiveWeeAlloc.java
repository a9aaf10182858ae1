package org.alloracle.weealloc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/**
 * wee_alloc's main list as the source has it, in bytes: a freed cell whose next neighbour is free
 * goes behind it on the list with a mark, and a search merges what is marked; and its size classes.
 * Without the source's loss of the cells that a search skips, and with a refill that suffices.
 */
final class NaiveWeeAlloc implements BlockAllocator {
  private static final class Cell {
    long header;
    long end;
    Cell before;
    Cell after;
    boolean free;
    boolean mergesWithNextOnList;
    int words; // of its size class, or 0

    long data() {
      return header + 16;
    }
  }

  private final long limit;
  private final long least; // bytes
  private final Map<Integer, List<Cell>> lists = new HashMap<>();
  private final Map<Long, Cell> live = new HashMap<>();
  long obtained;

  NaiveWeeAlloc(long limit, boolean classes) {
    this.limit = limit;
    least = classes ? 4096 : 128;
  }

  private List<Cell> list(int words) {
    return lists.computeIfAbsent(words, each -> new ArrayList<>());
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (size > limit || alignment > limit) {
      search(0, limit * 2, 1, least);
      return NONE;
    }
    long bytes = Math.max(8, (size + 7) / 8 * 8);
    long spacing = Math.max(8, alignment);
    if (least == 4096 && bytes <= 2048 && alignment <= 8) {
      return ofClass((int) (bytes / 8));
    }
    Cell cell = main(bytes, spacing);
    return cell == null ? NONE : cell.data();
  }

  private long ofClass(int words) {
    Cell cell = search(words, 8L * words, 8, 8L * words);
    if (cell == null) {
      Cell refill = main(Math.max(8192, 8L * (words + 2) * (words + 2)), 8);
      if (refill == null) {
        return NONE;
      }
      live.remove(refill.data());
      refill.words = words;
      list(words).add(0, refill);
      cell = search(words, 8L * words, 8, 8L * words);
    }
    return cell.data();
  }

  private Cell main(long bytes, long alignment) {
    Cell found = search(0, bytes, alignment, least);
    if (found == null) {
      long need = alignment <= 16 ? bytes + 16 : bytes + alignment + least + 32;
      long want = Math.max(need, 2 * (alignment + least) + 16);
      long pages = (want + 65535) / 65536;
      if (obtained + pages * 65536 > limit) {
        return null;
      }
      Cell cell = new Cell();
      cell.header = obtained;
      obtained += pages * 65536;
      cell.end = obtained;
      cell.free = true;
      list(0).add(0, cell);
      found = search(0, bytes, alignment, least);
      if (found == null) {
        throw new AssertionError("the refill does not suffice");
      }
    }
    return found;
  }

  private Cell search(int words, long bytes, long alignment, long left) {
    List<Cell> list = list(words);
    for (int i = 0; i < list.size(); i++) {
      while (list.get(i).mergesWithNextOnList) {
        Cell cell = list.remove(i);
        if (list.get(i) != cell.before) {
          throw new AssertionError("the mark lies");
        }
        absorb(cell.before, cell);
      }
      Cell cell = list.get(i);
      if (cell.end - cell.data() < bytes) {
        continue;
      }
      long split = (cell.end - bytes) / alignment * alignment;
      if (cell.data() + 16 + left <= split) {
        Cell back = new Cell();
        back.header = split - 16;
        back.end = cell.end;
        back.words = words;
        back.before = cell;
        back.after = cell.after;
        if (cell.after != null) {
          cell.after.before = back;
        }
        cell.after = back;
        cell.end = back.header;
        live.put(split, back);
        return back;
      }
      if (cell.data() % alignment == 0) {
        list.remove(i);
        cell.free = false;
        live.put(cell.data(), cell);
        return cell;
      }
    }
    return null;
  }

  private static void absorb(Cell into, Cell cell) {
    into.end = cell.end;
    into.after = cell.after;
    if (cell.after != null) {
      cell.after.before = into;
    }
  }

  @Override
  public void free(long address) {
    Cell cell = live.remove(address);
    if (cell == null) {
      throw new InvalidFreeException("no block");
    }
    List<Cell> list = list(0);
    if (cell.words > 0) { // never merges, and no cell of the main list with it
      list(cell.words).add(0, cell);
      return;
    }
    cell.free = true;
    if (cell.before != null && cell.before.free) {
      absorb(cell.before, cell);
    } else if (cell.after != null && cell.after.free) {
      list.add(list.indexOf(cell.after) + 1, cell);
      cell.after.mergesWithNextOnList = true;
    } else {
      list.add(0, cell);
    }
  }

  @Override
  public long usableSize(long address) {
    Cell cell = live.get(address);
    if (cell == null) {
      throw new InvalidFreeException("no block");
    }
    return cell.end - cell.data();
  }
}
