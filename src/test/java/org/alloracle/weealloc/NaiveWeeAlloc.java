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
 * goes behind it on the list with a mark, and a search merges what is marked. Without the source's
 * loss of the cells that a search skips, and with a refill that suffices.
 */
final class NaiveWeeAlloc implements BlockAllocator {
  private static final class Cell {
    long header;
    long end;
    Cell before;
    Cell after;
    boolean free;
    boolean mergesWithNextOnList;

    long data() {
      return header + 16;
    }
  }

  private final long limit;
  private final List<Cell> list = new ArrayList<>();
  private final Map<Long, Cell> live = new HashMap<>();
  long obtained;

  NaiveWeeAlloc(long limit) {
    this.limit = limit;
  }

  int listed() {
    return list.size();
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (size > limit || alignment > limit) {
      search(limit * 2, 1);
      return NONE;
    }
    long bytes = Math.max(8, (size + 7) / 8 * 8);
    long words = Math.max(8, alignment);
    long address = search(bytes, words);
    if (address == NONE) {
      long need = words <= 16 ? bytes + 16 : bytes + words + 128 + 32;
      long want = Math.max(need, 2 * (words + 128) + 16);
      long pages = (want + 65535) / 65536;
      if (obtained + pages * 65536 > limit) {
        return NONE;
      }
      Cell cell = new Cell();
      cell.header = obtained;
      obtained += pages * 65536;
      cell.end = obtained;
      cell.free = true;
      list.add(0, cell);
      address = search(bytes, words);
      if (address == NONE) {
        throw new AssertionError("the refill does not suffice");
      }
    }
    return address;
  }

  private long search(long bytes, long alignment) {
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
      if (cell.data() + 16 + 128 <= split) {
        Cell back = new Cell();
        back.header = split - 16;
        back.end = cell.end;
        back.before = cell;
        back.after = cell.after;
        if (cell.after != null) {
          cell.after.before = back;
        }
        cell.after = back;
        cell.end = back.header;
        live.put(split, back);
        return split;
      }
      if (cell.data() % alignment == 0) {
        list.remove(i);
        cell.free = false;
        live.put(cell.data(), cell);
        return cell.data();
      }
    }
    return NONE;
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
