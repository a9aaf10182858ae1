package org.alloracle.fast.magazine;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.contract.ObjectCache;

/**
 * Magazines and their depot (see {@link FastMagazineCache}) for many threads. Each thread has its
 * own loaded and previous magazine: through a {@link #handle} that it keeps, which is fastest, or
 * through the cache itself, which finds the thread's handle.
 *
 * <ul>
 *   <li>CONTAINMENT, DISJOINTNESS: objects lie end to end from address 0; no object has two owners.
 *   <li>POLICY: two trips of one handle to the depot are at least {@code rounds} of its operations
 *       apart.
 *   <li>HONEST_FAILURE: a thread is refused only if, at one moment, every object is live or with
 *       others: in their magazines, at most twice {@code rounds} a handle, or in a call under way.
 *   <li>CONSERVATION: between calls every object is live, in one magazine, or in the slab layer.
 *   <li>VALID_FREE: a wrong free is detected unless a live object is there, and changes nothing; if
 *       threads free one object at the same time one of them succeeds.
 *   <li>FRAME: what a thread did with an object happens before what its next owner does.
 * </ul>
 *
 * <p>All methods may be called from any thread, but for {@link #checkInvariants}. The depot has one
 * lock, which only trips and the slab layer take. Metadata is as in {@link FastMagazineCache}; once
 * the magazines are made no allocate or free makes a Java object.
 */
public final class SharedMagazineCache implements ObjectCache {
  private final Depot depot;
  private final List<MagazineHandle> handles = new ArrayList<>();
  private final ThreadLocal<MagazineHandle> local = ThreadLocal.withInitial(this::ofThisThread);

  /**
   * A cache whose objects are all in the slab layer, the lowest address first, without a handle.
   *
   * @param objects from 0 to {@link FastMagazineCache#MOST}
   * @param size of an object in bytes, from 1 to {@link FastMagazineCache#WIDEST}; addresses are
   *     its multiples
   * @param rounds of a magazine, from 1 to 2^20
   * @param magazines there may be, two for each handle counted, from 2 to 2^20
   * @throws IllegalArgumentException if one of them is not so
   */
  public SharedMagazineCache(int objects, long size, int rounds, int magazines) {
    depot = new Depot(FastMagazineCache.population(objects, size, true), rounds, magazines);
  }

  /**
   * A new handle, for one thread at a time, to be closed when it is of no more use.
   *
   * @throws IllegalStateException if there is no magazine for it
   */
  public MagazineHandle handle() {
    synchronized (handles) {
      handles.removeIf(MagazineHandle::isClosed);
      MagazineHandle handle = new MagazineHandle(depot);
      handles.add(handle);
      return handle;
    }
  }

  /** The handle of a thread that has ended, if there is one; else a new one. */
  private MagazineHandle ofThisThread() {
    synchronized (handles) {
      for (MagazineHandle handle : handles) {
        Thread owner = handle.owner;
        // What a thread did happens before another finds that it is not alive.
        if (owner != null && !owner.isAlive() && !handle.isClosed()) {
          handle.owner = Thread.currentThread();
          return handle;
        }
      }
      MagazineHandle handle = handle();
      handle.owner = Thread.currentThread();
      return handle;
    }
  }

  /**
   * Hands out a constructed object through the calling thread's handle, which is made at its first
   * call, or taken over from a thread that has ended.
   *
   * @throws IllegalStateException if there is no magazine for a new handle
   */
  @Override
  public long allocate() {
    return local.get().allocate();
  }

  /**
   * Takes back an object through the calling thread's handle.
   *
   * @throws IllegalStateException if there is no magazine for a new handle
   */
  @Override
  public void free(long address) {
    local.get().free(address);
  }

  /** The calling thread's handle; it is given back with {@link #release}. */
  public MagazineHandle local() {
    return local.get();
  }

  /** Gives back the calling thread's handle, that others can have its magazines at once. */
  public void release() {
    local.get().close();
    local.remove();
  }

  @Override
  public long objectSize() {
    return depot.population.size;
  }

  /** Gives back what the depot did not need since the last call; see {@link FastMagazineCache}. */
  public void reclaim() {
    depot.reclaim();
  }

  /** The full magazines in the depot. */
  public int fullMagazines() {
    return depot.fulls();
  }

  /** The empty magazines in the depot. */
  public int emptyMagazines() {
    return depot.empties();
  }

  /** The objects of the slab layer, which are not constructed. */
  public int rawObjects() {
    return depot.raws();
  }

  /**
   * Walks the invariants of the structure, in time proportional to the objects, while no other
   * thread uses the cache.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    Census census = new Census(depot.population);
    int open = 0;
    synchronized (handles) {
      for (MagazineHandle handle : handles) {
        handle.check(census);
        open += handle.isClosed() ? 0 : 1;
      }
    }
    depot.check(census);
    census.require(depot.out() == 2 * open, "METADATA", "magazines of handles: " + depot.out());
    census.end();
  }
}
