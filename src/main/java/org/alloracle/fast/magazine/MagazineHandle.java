package org.alloracle.fast.magazine;

import org.alloracle.contract.ObjectCache;
import org.jspecify.annotations.Nullable;

/**
 * One thread's magazines, the loaded and the previous one, over a depot that others share: what the
 * paper has for each processor.
 *
 * <p>POLICY: any two trips to the depot's lists are at least M of this handle's operations apart,
 * the later of them counted, M being the rounds of a magazine; so there are at most {@code (n - 1)
 * / M + 1} trips in the first n. Operations that find nothing in the depot go to the slab layer and
 * are outside the bound; they are counted apart.
 *
 * <p>An allocate or free that makes no trip takes no lock, and makes no Java object. Confined to
 * one thread at a time; best made by the thread that uses it, so that no cache line is shared. An
 * object may be freed through any handle of its cache.
 */
public final class MagazineHandle implements ObjectCache, AutoCloseable {
  private final Depot depot;
  private final Population population;
  private final Depot.Stretch stretch;
  private int[] loaded;
  private int count;
  private int[] previous;

  /** The rounds of the previous one: 0 or {@link #room}. */
  private int spare;

  /** The rounds that a magazine can have; 0 when closed. */
  private int room;

  private long trips;
  private long passes;
  private volatile boolean closed;

  /** The thread whose handle it is, where the cache hands them out by thread. */
  @Nullable Thread owner;

  /**
   * A handle with two magazines of the depot: empty ones, or full ones if no more may be made.
   *
   * @throws IllegalStateException if other handles have them all
   */
  MagazineHandle(Depot depot) {
    this.depot = depot;
    population = depot.population;
    synchronized (depot) {
      if (!depot.hasTwoForHandle()) {
        throw new IllegalStateException(
            "no magazine is left for another handle, of " + depot.limit());
      }
      stretch = depot.stretch();
      room = depot.rounds();
      spare = depot.hasEmpty() ? 0 : room;
      previous = depot.forHandle();
      count = depot.hasEmpty() ? 0 : room;
      loaded = depot.forHandle();
    }
  }

  /**
   * Hands out a constructed object.
   *
   * @return its address; or {@link #NONE} if neither this handle's magazines nor the depot nor the
   *     slab layer have one. HONEST_FAILURE: every object was then live or with other handles, at
   *     most 2 M in the magazines of each, or in a call under way.
   * @throws IllegalStateException if the handle is closed
   */
  @Override
  public long allocate() {
    int left = count - 1;
    if (left < 0) {
      return refill();
    }
    count = left;
    int object = loaded[left];
    population.becomesLive(object);
    return population.address(object);
  }

  private long refill() {
    requireOpen();
    if (spare > 0) {
      exchange();
      spare = 0;
      count = room;
      return allocate();
    }
    synchronized (depot) {
      int[] full = depot.fullFor(previous);
      if (full == null) {
        passes++;
        int object = depot.construct(stretch);
        if (object < 0) {
          return NONE;
        }
        population.becomesLive(object);
        return population.address(object);
      }
      previous = loaded;
      loaded = full;
    }
    trips++;
    count = room;
    return allocate();
  }

  private void exchange() {
    int[] other = loaded;
    loaded = previous;
    previous = other;
  }

  /**
   * Takes back an object, still constructed.
   *
   * @param address the address of a live object of the cache
   * @throws org.alloracle.contract.InvalidFreeException if no live object is there; the state is
   *     unchanged. Of several threads that free the same object at once, all but one get it.
   * @throws IllegalStateException if the handle is closed
   */
  @Override
  public void free(long address) {
    int object = population.at(address);
    if (count == room) {
      requireOpen();
      population.becomesReady(object);
      if (!makeRoom()) {
        depot.destroy(object);
        return;
      }
    } else {
      population.becomesReady(object);
    }
    loaded[count++] = object;
  }

  /** Loads an empty magazine for the loaded one, which is full, if one can be had. */
  private boolean makeRoom() {
    if (spare == 0) {
      exchange();
      spare = room;
      count = 0;
      return true;
    }
    int[] empty = depot.emptyFor(previous);
    if (empty == null) {
      passes++;
      return false;
    }
    trips++;
    previous = loaded;
    loaded = empty;
    count = 0;
    return true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the handle is closed");
    }
  }

  /** Empties both magazines into the slab layer, the previous one first. */
  void empty() {
    depot.destroy(previous, spare);
    depot.destroy(loaded, count);
    spare = 0;
    count = 0;
  }

  /** Has two new and empty magazines of the depot's present size instead of its own, empty ones. */
  void renew() {
    room = depot.rounds();
    loaded = new int[room];
    previous = new int[room];
  }

  /** Gives both magazines to the depot; the rounds of one that is not full are destroyed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      synchronized (depot) {
        depot.back(previous, spare);
        depot.back(loaded, count);
        depot.back(stretch);
      }
      spare = 0;
      count = 0;
      room = 0;
    }
  }

  @Override
  public long objectSize() {
    return population.size;
  }

  /** The rounds of the loaded magazine, from 0 to M. */
  public int loaded() {
    return count;
  }

  /** The rounds of the previous magazine: 0 or M. */
  public int previous() {
    return spare;
  }

  /** How often this handle has exchanged a magazine with the depot: the misses. */
  public long trips() {
    return trips;
  }

  /** How often this handle found nothing in the depot and went to the slab layer. */
  public long passes() {
    return passes;
  }

  boolean isClosed() {
    return closed;
  }

  /** Counts the rounds; see {@link FastMagazineCache#checkInvariants}. */
  void check(Census census) {
    if (!closed) {
      census.require(spare == 0 || spare == room, "METADATA", "the previous magazine has " + spare);
      census.require(
          count >= 0 && count <= room && loaded != previous,
          "METADATA",
          "the loaded magazine has " + count);
      census.magazine(loaded, count);
      census.magazine(previous, spare);
    }
  }
}
