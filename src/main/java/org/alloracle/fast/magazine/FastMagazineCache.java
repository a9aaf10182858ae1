package org.alloracle.fast.magazine;

import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;

/**
 * Magazines and their depot, after Bonwick and Adams, "Magazines and Vmem" (USENIX ATC 2001), for
 * one thread, with the same answers as {@link org.alloracle.reference.magazine reference.magazine},
 * each in constant time.
 *
 * <ul>
 *   <li>CONTAINMENT, DISJOINTNESS: objects lie end to end from address 0.
 *   <li>POLICY: the last object that was freed is the first handed out, unless the slab layer took
 *       it; two trips to the depot are at least {@code rounds} operations apart.
 *   <li>HONEST_FAILURE: exact; {@link #allocate} fails only if all objects are live.
 *   <li>CONSERVATION: every object is live, in one magazine, or in the slab layer.
 *   <li>VALID_FREE: a wrong free is detected unless a live object is there, and changes nothing.
 * </ul>
 *
 * <p>An object is constructed exactly while it is live or in a magazine. Metadata is a byte an
 * object, 4 bytes a round of the magazines that are made, and 4 an object that was destroyed. Once
 * the magazines are made no call makes a Java object. Confined to one thread; for more, see {@link
 * SharedMagazineCache}.
 */
public final class FastMagazineCache implements ObjectCache {
  /** The most objects, 2^30. */
  public static final int MOST = 1 << 30;

  /** The greatest size of an object, in bytes, 2^31. */
  public static final long WIDEST = 1L << 31;

  private final Depot depot;
  private final MagazineHandle handle;

  /**
   * A cache whose objects are all in the slab layer, the lowest address first, with two empty
   * magazines.
   *
   * @param objects from 0 to {@link #MOST}
   * @param size of an object in bytes, from 1 to {@link #WIDEST}; addresses are its multiples
   * @param rounds of a magazine, from 1 to 2^20
   * @param magazines there may be, loaded and previous one counted, from 2 to 2^20
   * @throws IllegalArgumentException if one of them is not so
   */
  public FastMagazineCache(int objects, long size, int rounds, int magazines) {
    depot = new Depot(population(objects, size, false), rounds, magazines);
    handle = new MagazineHandle(depot);
  }

  static Population population(int objects, long size, boolean shared) {
    if (objects < 0 || objects > MOST || size < 1 || size > WIDEST) {
      throw new IllegalArgumentException(
          objects + " objects of " + size + " bytes: 0 to 2^30 of 1 to 2^31 bytes wanted");
    }
    return new Population(objects, size, shared);
  }

  @Override
  public long allocate() {
    return handle.allocate();
  }

  @Override
  public void free(long address) {
    handle.free(address);
  }

  /**
   * Gives back what the depot did not need since the last call: as many magazines of each list as
   * it had at the least. Of the full ones those go that came first, and their objects are
   * destroyed.
   */
  public void reclaim() {
    depot.reclaim();
  }

  /**
   * Changes the rounds of a magazine. All magazines are given back and their objects destroyed; the
   * loaded and the previous one are new and empty.
   *
   * @param rounds from 1 to 2^20
   * @throws InvalidRequestException if they are not so; the state is unchanged
   */
  public void resize(int rounds) {
    if (rounds < 1 || rounds > Depot.GREATEST) {
      throw new InvalidRequestException("rounds " + rounds + ": 1 to 2^20 wanted");
    }
    depot.restart(rounds);
    handle.empty();
    handle.renew();
  }

  @Override
  public long objectSize() {
    return handle.objectSize();
  }

  /** The rounds of the loaded magazine. */
  public int loaded() {
    return handle.loaded();
  }

  /** The rounds of the previous magazine: none, or as many as it has room for. */
  public int previous() {
    return handle.previous();
  }

  /** The full magazines in the depot. */
  public int fullMagazines() {
    return depot.fulls();
  }

  /** The empty magazines in the depot. */
  public int emptyMagazines() {
    return depot.empties();
  }

  /** How often a magazine was exchanged with the depot. */
  public long trips() {
    return handle.trips();
  }

  /** Whether an object, from 0, counted upwards by address, is constructed. */
  public boolean constructed(int object) {
    return depot.population.status[object] != Population.RAW;
  }

  /**
   * Walks the invariants of the structure, in time proportional to the objects.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    Census census = new Census(depot.population);
    depot.check(census);
    handle.check(census);
    census.require(depot.out() == 2, "METADATA", "magazines of the handle: " + depot.out());
    census.end();
  }
}
