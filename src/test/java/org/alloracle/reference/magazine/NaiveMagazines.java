package org.alloracle.reference.magazine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.alloracle.CachesSideBySide;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** The paper's steps as it writes them, with magazines that are things and hold things. */
public final class NaiveMagazines implements CachesSideBySide.Subject {
  private final long size;
  private final int limit;
  private int rounds;
  private final Deque<Integer> slabs = new ArrayDeque<>();
  private List<Integer> loaded = new ArrayList<>();
  private List<Integer> previous = new ArrayList<>();
  private final Deque<List<Integer>> full = new ArrayDeque<>();
  private final Deque<List<Integer>> empty = new ArrayDeque<>();
  private final Set<Integer> live = new TreeSet<>();
  private final Set<Integer> constructed = new TreeSet<>();
  private int leastFull;
  private int leastEmpty;

  public NaiveMagazines(int objects, long size, int rounds, int limit) {
    this.size = size;
    this.rounds = rounds;
    this.limit = limit;
    for (int i = objects - 1; i >= 0; i--) {
      slabs.push(i);
    }
  }

  @Override
  public long allocate() {
    if (loaded.isEmpty() && previous.size() == rounds) {
      exchange();
    } else if (loaded.isEmpty() && !full.isEmpty()) {
      empty.push(previous);
      previous = loaded;
      loaded = full.pop();
    }
    Integer object;
    if (loaded.isEmpty()) {
      object = slabs.poll();
      if (object == null) {
        return NONE;
      }
      constructed.add(object);
    } else {
      object = loaded.remove(loaded.size() - 1);
    }
    note();
    live.add(object);
    return object * size;
  }

  @Override
  public void free(long address) {
    Integer object = (int) (address / size);
    if (address != object * size || !live.remove(object)) {
      throw new InvalidFreeException("not live");
    }
    if (loaded.size() == rounds && previous.isEmpty()) {
      exchange();
    } else if (loaded.size() == rounds) {
      if (empty.isEmpty() && 2 + full.size() + empty.size() < limit) {
        empty.push(new ArrayList<>());
      }
      if (empty.isEmpty()) {
        constructed.remove(object);
        slabs.push(object);
        return;
      }
      full.push(previous);
      previous = loaded;
      loaded = empty.pop();
    }
    loaded.add(object);
    note();
  }

  private void exchange() {
    List<Integer> other = loaded;
    loaded = previous;
    previous = other;
  }

  private void note() {
    leastFull = Math.min(leastFull, full.size());
    leastEmpty = Math.min(leastEmpty, empty.size());
  }

  @Override
  public void extra(int which) {
    if (which == 0) {
      for (int i = 0; i < leastFull; i++) {
        destroy(full.removeLast());
      }
      for (int i = 0; i < leastEmpty; i++) {
        empty.pop();
      }
      leastFull = full.size();
      leastEmpty = empty.size();
      return;
    }
    if (which < 0) {
      throw new InvalidRequestException("no");
    }
    while (!full.isEmpty()) {
      destroy(full.removeLast());
    }
    destroy(previous);
    destroy(loaded);
    previous = new ArrayList<>();
    loaded = new ArrayList<>();
    empty.clear();
    leastFull = 0;
    leastEmpty = 0;
    rounds = which;
  }

  private void destroy(List<Integer> magazine) {
    for (Integer object : magazine) {
      constructed.remove(object);
      slabs.push(object);
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
    return loaded.size()
        + " "
        + previous.size()
        + " "
        + full.size()
        + " "
        + empty.size()
        + " "
        + constructed;
  }
}
