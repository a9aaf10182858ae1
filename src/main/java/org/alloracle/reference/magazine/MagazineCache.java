package org.alloracle.reference.magazine;

import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;
import org.alloracle.reference.Ladders;
import org.alloracle.reference.Permutations;

/**
 * Magazines and their depot, after Bonwick and Adams, "Magazines and Vmem" (USENIX ATC 2001): the
 * objects of one processor in one cache.
 *
 * <p>A magazine has room for {@code rounds} objects. The processor has a loaded and a previous one; the
 * depot has a list of full and a list of empty ones; below is the slab layer, which hands out and takes
 * back objects that are not constructed, the last one first. An object is constructed exactly while it
 * is live or in a magazine.
 *
 * <p>{@link #allocate} pops from the loaded magazine; if that is empty, from the previous one, after
 * exchanging the two; if that is empty too, from a full one of the depot; else the slab layer's next
 * object is constructed. {@link #free} is the mirror image: if the depot has no empty magazine a new one
 * is made, up to a limit; else the object is destroyed and goes to the slab layer. Any two trips to
 * the depot are at least {@code rounds} operations apart, whatever the operations are.
 *
 * <p>Nothing ever reorders the rounds. So the full magazines of the depot, the previous and the loaded
 * one, laid end to end, are one stack, and that is how they are kept: {@code order} has the slab
 * layer's objects before {@code raw}, then the rounds up to {@code ready}, then the live objects. The
 * magazines are counts of rounds along it.
 *
 * <p>Out of memory: exact; {@link #allocate} fails only if all objects are live. (With more processors
 * the magazines of the others could hold the rest.) A wrong {@link #free} is refused and changes
 * nothing. Confined to one thread.
 */
public final class MagazineCache implements ObjectCache {
  /** The most rounds of a magazine, and the most magazines. */
  public static final int GREATEST = 1048576;

  /** The most objects, 2^30. */
  public static final int MOST = 1073741824;

  /** The greatest size of an object, in bytes, 2^31. */
  public static final long WIDEST = 2147483648L;

  private final /*@ spec_public @*/ long size;
  private final /*@ spec_public @*/ int magazines;
  private final /*@ spec_public @*/ int[] order;
  private final /*@ spec_public @*/ int[] place;
  private final /*@ spec_public @*/ boolean[] constructed;
  private final /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ long[] cut;
  private /*@ spec_public @*/ int raw;
  private /*@ spec_public @*/ int ready;
  private /*@ spec_public @*/ int rounds;
  private /*@ spec_public @*/ int loaded;
  private /*@ spec_public @*/ int previous;
  private /*@ spec_public @*/ int full;
  private /*@ spec_public @*/ int empty;
  private /*@ spec_public @*/ int leastFull;
  private /*@ spec_public @*/ int leastEmpty;

  /*@ // Operations since the last trip to the depot, that one counted; rounds before the first.
    @ public ghost \bigint since;
    @ // Calls of the constructor and of the destructor.
    @ public ghost \bigint made;
    @ public ghost \bigint unmade;
    @ // Magazines that exist: new ones less those given back.
    @ public ghost \bigint existing;
    @*/

  /*@ // METADATA
    @ public invariant 1 <= size && size <= WIDEST && order.length <= MOST;
    @ public invariant place.length == order.length && constructed.length == order.length && order != place;
    @ // DISJOINTNESS: the objects ascend
    @ public invariant start.length == order.length;
    @ public invariant (\forall int x; 0 <= x && x < start.length; 0 <= start[x]);
    @ public invariant (\forall int x, y; 0 <= x && x < y && y < start.length; start[x] + size <= start[y]);
    @ // METADATA
    @ public invariant 1 <= rounds && rounds <= GREATEST && 2 <= magazines && magazines <= GREATEST;
    @ // CONSERVATION: an object is in one place only: raw, a round, or live
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant 0 <= raw && raw <= ready && ready <= order.length;
    @ // METADATA: constructed iff live or in a magazine
    @ public invariant (\forall int x; 0 <= x && x < order.length; constructed[x] == (raw <= place[x]));
    @ public invariant made - unmade == order.length - raw;
    @ // METADATA: the rounds of so many full magazines
    @ public invariant cut.length == magazines - 1 && cut[0] == 0;
    @ public invariant (\forall int f, g; 0 <= f && g == f + 1 && g < cut.length; cut[g] == cut[f] + rounds);
    @ public invariant (\forall int f, g; 0 <= f && f < g && g < cut.length; cut[f] + rounds <= cut[g]);
    @ public invariant 0 <= full && 0 <= empty && 2 + full + empty <= magazines;
    @ // CONSERVATION: a magazine is the loaded or the previous one, or in the depot
    @ public invariant existing == 2 + full + empty;
    @ // METADATA: the rounds are those of the magazines; the depot's are full or empty, as is the previous
    @ public invariant ready - raw == cut[full] + previous + loaded;
    @ public invariant 0 <= loaded && loaded <= rounds && (previous == 0 || previous == rounds);
    @ public invariant 0 <= leastFull && leastFull <= full && 0 <= leastEmpty && leastEmpty <= empty;
    @ // METADATA: an operation takes or gives one round; so a trip, at 0 or 2 * rounds, is not soon
    @ public invariant -since <= loaded + previous - rounds && loaded + previous - rounds <= since;
    @*/

  /**
   * A cache whose objects are all in the slab layer, the lowest address first, with two empty magazines.
   *
   * @param objects from 0 to {@link #MOST}
   * @param size of an object in bytes, from 1 to {@link #WIDEST}; addresses are its multiples
   * @param rounds of a magazine, from 1 to {@link #GREATEST}
   * @param magazines there may be, loaded and previous one counted, from 2 to {@link #GREATEST}
   * @throws InvalidRequestException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= objects && objects <= MOST && 1 <= size && size <= WIDEST;
    @   requires 1 <= rounds && rounds <= GREATEST && 2 <= magazines && magazines <= GREATEST;
    @   ensures this.size == size && this.rounds == rounds && this.magazines == magazines;
    @   ensures order.length == objects && raw == objects && ready == objects;
    @   ensures (\forall int i; 0 <= i && i < objects; order[i] == objects - 1 - i);
    @   ensures 0 < objects ==> start[0] == 0;
    @   ensures (\forall int x, y; 0 <= x && y == x + 1 && y < objects; start[y] == start[x] + size);
    @   ensures loaded == 0 && previous == 0 && full == 0 && empty == 0 && since == rounds;
    @   ensures made == 0 && unmade == 0 && existing == 2;
    @ also public exceptional_behavior
    @   requires !(0 <= objects && objects <= MOST && 1 <= size && size <= WIDEST
    @     && 1 <= rounds && rounds <= GREATEST && 2 <= magazines && magazines <= GREATEST);
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  public MagazineCache(int objects, long size, int rounds, int magazines) {
    if (objects < 0 || objects > MOST || size < 1 || size > WIDEST) {
      throw new InvalidRequestException("objects: 0 to 2^30, of 1 to 2^31 bytes");
    }
    if (rounds < 1 || rounds > GREATEST || magazines < 2 || magazines > GREATEST) {
      throw new InvalidRequestException("rounds: 1 to 2^20; magazines: 2 to 2^20");
    }
    this.size = size;
    this.rounds = rounds;
    this.magazines = magazines;
    order = new int[objects];
    place = new int[objects];
    constructed = new boolean[objects];
    start = Ladders.multiples(objects, size);
    cut = Ladders.multiples(magazines - 1, rounds);
    Permutations.descend(order, place);
    raw = objects;
    ready = objects;
    //@ set since = rounds;
    //@ set made = 0;
    //@ set unmade = 0;
    //@ set existing = 2;
  }

  /** The rounds that a new cache's magazines have in illumos: the fewer, the larger the object. */
  /*@ public normal_behavior
    @   ensures \result == (size > 3200 ? 1 : size > 256 ? 3 : size > 64 ? 7 : 15);
    @ pure
    @*/
  public static int roundsFor(long size) {
    if (size > 3200) {
      return 1;
    }
    if (size > 256) {
      return 3;
    }
    return size > 64 ? 7 : 15;
  }

  /*@ also public normal_behavior // the loaded magazine has a round
    @   requires loaded > 0;
    @   assignable ready, loaded, since;
    @   ensures \result == start[\old(order[ready - 1])]; // POLICY
    @   ensures ready == \old(ready) - 1 && loaded == \old(loaded) - 1 && since == \old(since) + 1;
    @
    @ also public normal_behavior // the previous one is full: the two are exchanged
    @   requires loaded == 0 && previous > 0;
    @   assignable ready, loaded, previous, since;
    @   ensures \result == start[\old(order[ready - 1])]; // POLICY
    @   ensures ready == \old(ready) - 1 && since == \old(since) + 1;
    @   ensures loaded == rounds - 1 && previous == 0;
    @
    @ also public normal_behavior // a trip: the depot has a full one and gets the previous, an empty one
    @   requires loaded == 0 && previous == 0 && full > 0;
    @   assignable ready, loaded, full, empty, leastFull, since;
    @   ensures \result == start[\old(order[ready - 1])]; // POLICY
    @   ensures ready == \old(ready) - 1 && loaded == rounds - 1;
    @   ensures full == \old(full) - 1 && empty == \old(empty) + 1;
    @   ensures leastFull == (\old(leastFull) < full ? \old(leastFull) : full);
    @   ensures since == 1 && rounds <= \old(since); // POLICY: the last trip was long ago
    @
    @ also public normal_behavior // no magazine has a round: the slab layer's object is constructed
    @   requires loaded == 0 && previous == 0 && full == 0 && ready > 0;
    @   assignable raw, ready, constructed[order[raw - 1]], since, made;
    @   ensures \result == start[\old(order[ready - 1])]; // POLICY
    @   ensures raw == \old(raw) - 1 && ready == raw;
    @   ensures since == \old(since) + 1 && made == \old(made) + 1;
    @
    @ also public normal_behavior // HONEST_FAILURE: all objects are live
    @   requires ready == 0;
    @   assignable since;
    @   ensures \result == NONE && since == \old(since) + 1;
    @*/
  @Override
  public long allocate() {
    if (loaded == 0 && previous == 0 && full == 0) {
      //@ assert raw == ready;
      if (raw == 0) {
        //@ set since = since + 1;
        return NONE;
      }
      construct();
    } else {
      if (loaded == 0 && previous > 0) {
        previous = 0;
        loaded = rounds;
      } else if (loaded == 0) {
        fetch();
      }
      loaded = loaded - 1;
      ready = ready - 1;
    }
    //@ set since = since + 1;
    return start[order[ready]];
  }

  /** Loads a full magazine of the depot, which gets an empty one. */
  /*@ private normal_behavior
    @   requires loaded == 0 && previous == 0 && full > 0;
    @   assignable loaded, full, empty, leastFull, since;
    @   ensures loaded == rounds && full == \old(full) - 1 && empty == \old(empty) + 1;
    @   ensures leastFull == (\old(leastFull) < full ? \old(leastFull) : full);
    @   ensures since == 0 && rounds <= \old(since);
    @*/
  private void fetch() {
    full = full - 1;
    empty = empty + 1;
    loaded = rounds;
    if (leastFull > full) {
      leastFull = full;
    }
    //@ set since = 0;
  }

  /** Constructs the slab layer's next object. */
  /*@ private normal_behavior
    @   requires raw == ready && raw > 0;
    @   assignable raw, ready, constructed[order[raw - 1]], made;
    @   ensures raw == \old(raw) - 1 && ready == raw && made == \old(made) + 1;
    @*/
  private void construct() {
    raw = raw - 1;
    ready = raw;
    constructed[order[raw]] = true;
    //@ set made = made + 1;
  }

  /*@ also public normal_behavior
    @   old int x = liveAt(address);
    @   requires 0 <= x;
    @   old boolean swap = loaded == rounds && previous == 0; // the loaded and the previous are exchanged
    @   old boolean trip = loaded + previous == 2 * rounds && (0 < empty || 2 + full < magazines);
    @   old boolean gone = loaded + previous == 2 * rounds && empty == 0 && 2 + full == magazines;
    @   assignable raw, ready, loaded, previous, full, empty, leastEmpty, since, unmade, existing,
    @     constructed[x], order[*], place[*];
    @   // REUSE: it is the last round, or the slab layer's next and destroyed
    @   ensures ready == \old(ready) + 1;
    @   ensures raw == (gone ? \old(raw) + 1 : \old(raw)) && unmade == (gone ? \old(unmade) + 1 : \old(unmade));
    @   ensures place[x] == (gone ? raw : ready) - 1 && constructed[x] == !gone;
    @   // POLICY
    @   ensures loaded == (gone ? rounds : swap || trip ? 1 : \old(loaded) + 1);
    @   ensures previous == (swap ? rounds : \old(previous));
    @   ensures full == (trip ? \old(full) + 1 : \old(full));
    @   ensures empty == (trip && 0 < \old(empty) ? \old(empty) - 1 : \old(empty));
    @   ensures existing == (trip && \old(empty) == 0 ? \old(existing) + 1 : \old(existing)); // a new magazine
    @   ensures leastEmpty == (\old(leastEmpty) < empty ? \old(leastEmpty) : empty);
    @   ensures since == (trip ? 1 : \old(since) + 1);
    @   ensures trip ==> rounds <= \old(since); // the last trip was long ago
    @   // FRAME: the others keep their order; those from there up to its old place make room
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x; place[y] == \old(place[y])
    @     + ((gone ? \old(raw) : \old(ready)) <= \old(place[y]) && \old(place[y]) < \old(place[x]) ? 1 : 0));
    @
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int x = liveAt(address);
    if (x < 0) {
      throw new InvalidFreeException("no live object is there");
    }
    put(x);
  }

  /** The work of {@link #free}. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < order.length && ready <= place[x];
    @   old boolean swap = loaded == rounds && previous == 0; // the loaded and the previous are exchanged
    @   old boolean trip = loaded + previous == 2 * rounds && (0 < empty || 2 + full < magazines);
    @   old boolean gone = loaded + previous == 2 * rounds && empty == 0 && 2 + full == magazines;
    @   assignable raw, ready, loaded, previous, full, empty, leastEmpty, since, unmade, existing,
    @     constructed[x], order[*], place[*];
    @   // REUSE: it is the last round, or the slab layer's next and destroyed
    @   ensures ready == \old(ready) + 1;
    @   ensures raw == (gone ? \old(raw) + 1 : \old(raw)) && unmade == (gone ? \old(unmade) + 1 : \old(unmade));
    @   ensures place[x] == (gone ? raw : ready) - 1 && constructed[x] == !gone;
    @   // POLICY
    @   ensures loaded == (gone ? rounds : swap || trip ? 1 : \old(loaded) + 1);
    @   ensures previous == (swap ? rounds : \old(previous));
    @   ensures full == (trip ? \old(full) + 1 : \old(full));
    @   ensures empty == (trip && 0 < \old(empty) ? \old(empty) - 1 : \old(empty));
    @   ensures existing == (trip && \old(empty) == 0 ? \old(existing) + 1 : \old(existing)); // a new magazine
    @   ensures leastEmpty == (\old(leastEmpty) < empty ? \old(leastEmpty) : empty);
    @   ensures since == (trip ? 1 : \old(since) + 1);
    @   ensures trip ==> rounds <= \old(since); // the last trip was long ago
    @   // FRAME: the others keep their order; those from there up to its old place make room
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x; place[y] == \old(place[y])
    @     + ((gone ? \old(raw) : \old(ready)) <= \old(place[y]) && \old(place[y]) < \old(place[x]) ? 1 : 0));
    @*/
  private void put(int x) {
    int at = ready;
    if (loaded == rounds && previous == rounds && empty == 0 && 2 + full == magazines) {
      constructed[x] = false;
      //@ set unmade = unmade + 1;
      at = raw;
      raw = raw + 1;
    } else {
      if (loaded == rounds && previous == 0) {
        previous = rounds;
        loaded = 0;
      } else if (loaded == rounds) {
        store();
      }
      loaded = loaded + 1;
    }
    Permutations.lower(order, place, at, place[x]);
    ready = ready + 1;
    //@ set since = since + 1;
  }

  /** Gives the depot the previous magazine, a full one, and loads an empty one, made if there is none. */
  /*@ private normal_behavior
    @   requires loaded == rounds && previous == rounds && (0 < empty || 2 + full < magazines);
    @   assignable loaded, full, empty, leastEmpty, since, existing;
    @   ensures loaded == 0 && full == \old(full) + 1;
    @   ensures empty == (\old(empty) == 0 ? 0 : \old(empty) - 1);
    @   ensures existing == (\old(empty) == 0 ? \old(existing) + 1 : \old(existing));
    @   ensures leastEmpty == (\old(leastEmpty) < empty ? \old(leastEmpty) : empty);
    @   ensures since == 0 && rounds <= \old(since);
    @*/
  private void store() {
    //@ set existing = existing + (empty == 0 ? 1 : 0);
    if (empty > 0) {
      empty = empty - 1;
    }
    if (leastEmpty > empty) {
      leastEmpty = empty;
    }
    full = full + 1;
    loaded = 0;
    //@ set since = 0;
  }

  /**
   * Gives back what the depot did not need since the last call: as many magazines of each list as it had
   * at the least. Of the full ones those go that came first, and their objects are destroyed.
   */
  /*@ public normal_behavior
    @   assignable raw, constructed[*], unmade, existing, full, empty, leastFull, leastEmpty;
    @   ensures full == \old(full) - \old(leastFull) && empty == \old(empty) - \old(leastEmpty);
    @   ensures ready - raw == cut[full] + previous + loaded; // POLICY: from the bottom of the stack
    @   ensures leastFull == full && leastEmpty == empty;
    @   ensures existing == \old(existing) - \old(leastFull) - \old(leastEmpty);
    @   ensures unmade == \old(unmade) + raw - \old(raw);
    @*/
  public void reclaim() {
    int end = (int) (ready - loaded - previous - cut[full - leastFull]);
    destroy(raw, end);
    //@ set unmade = unmade + (end - raw);
    //@ set existing = existing - leastFull - leastEmpty;
    raw = end;
    full = full - leastFull;
    empty = empty - leastEmpty;
    leastFull = full;
    leastEmpty = empty;
  }

  /**
   * Changes the rounds of a magazine. All magazines are given back and their objects destroyed; the
   * loaded and the previous one are new and empty.
   *
   * @param rounds from 1 to {@link #GREATEST}
   * @throws InvalidRequestException if they are not so; the state is unchanged
   */
  /*@ public normal_behavior
    @   requires 1 <= rounds && rounds <= GREATEST;
    @   assignable raw, constructed[*], unmade, existing, since,
    @     this.rounds, cut, loaded, previous, full, empty, leastFull, leastEmpty;
    @   ensures this.rounds == rounds && since == rounds && raw == ready;
    @   ensures loaded == 0 && previous == 0 && full == 0 && empty == 0 && existing == 2;
    @   ensures unmade == \old(unmade) + raw - \old(raw);
    @ also public exceptional_behavior
    @   requires rounds < 1 || GREATEST < rounds;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public void resize(int rounds) {
    if (rounds < 1 || rounds > GREATEST) {
      throw new InvalidRequestException("rounds: 1 to 2^20");
    }
    destroy(raw, ready);
    //@ set unmade = unmade + (ready - raw);
    //@ set existing = 2;
    raw = ready;
    loaded = 0;
    previous = 0;
    full = 0;
    empty = 0;
    leastFull = 0;
    leastEmpty = 0;
    cut = Ladders.multiples(magazines - 1, rounds);
    this.rounds = rounds;
    //@ set since = rounds;
  }

  /** Destroys the objects from one place up to another. */
  /*@ private normal_behavior
    @   requires order.length == place.length && constructed.length == order.length && order != place;
    @   requires 0 <= from && from <= to && to <= order.length;
    @   requires (\forall int i; 0 <= i && i < order.length;
    @     0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int x; 0 <= x && x < order.length && from <= place[x]; constructed[x]);
    @   assignable constructed[*];
    @   ensures (\forall int x; 0 <= x && x < order.length && (place[x] < from || to <= place[x]);
    @     constructed[x] == \old(constructed[x]));
    @   ensures (\forall int x; 0 <= x && x < order.length && from <= place[x] && place[x] < to; !constructed[x]);
    @ helper
    @*/
  private void destroy(int from, int to) {
    int i = from;
    /*@ loop_invariant from <= i && i <= to;
      @ loop_invariant (\forall int x; 0 <= x && x < order.length && (place[x] < from || i <= place[x]);
      @   constructed[x] == \old(constructed[x]));
      @ loop_invariant (\forall int x; 0 <= x && x < order.length && from <= place[x] && place[x] < i;
      @   !constructed[x]);
      @ loop_writes i, constructed[*];
      @ decreases to - i;
      @*/
    while (i < to) {
      constructed[order[i]] = false;
      i = i + 1;
    }
  }

  /** The rounds of the loaded magazine. */
  /*@ public normal_behavior
    @   ensures \result == loaded;
    @ pure
    @*/
  public int loaded() {
    return loaded;
  }

  /** The rounds of the previous magazine: none, or as many as it has room for. */
  /*@ public normal_behavior
    @   ensures \result == previous;
    @ pure
    @*/
  public int previous() {
    return previous;
  }

  /** The full magazines in the depot. */
  /*@ public normal_behavior
    @   ensures \result == full;
    @ pure
    @*/
  public int fullMagazines() {
    return full;
  }

  /** The empty magazines in the depot. */
  /*@ public normal_behavior
    @   ensures \result == empty;
    @ pure
    @*/
  public int emptyMagazines() {
    return empty;
  }

  /** Whether an object, from 0, counted upwards by address, is constructed. */
  /*@ public normal_behavior
    @   requires 0 <= object && object < order.length;
    @   ensures \result == (raw <= place[object]);
    @ pure
    @*/
  public boolean constructed(int object) {
    return constructed[object];
  }

  /*@ also public normal_behavior
    @   ensures \result == size;
    @ pure
    @*/
  @Override
  public long objectSize() {
    return size;
  }

  /** The live object at an address, or -1. */
  /*@ private normal_behavior
    @   requires start.length == order.length && place.length == order.length;
    @   ensures -1 <= \result && \result < order.length;
    @   ensures 0 <= \result ==> ready <= place[\result] && start[\result] == address;
    @   ensures \result < 0 ==> (\forall int x; 0 <= x && x < order.length;
    @     !(ready <= place[x] && start[x] == address));
    @ spec_public pure helper
    @*/
  private int liveAt(long address) {
    int x = order.length - 1;
    /*@ loop_invariant -1 <= x && x < order.length;
      @ loop_invariant (\forall int y; x < y && y < order.length; !(ready <= place[y] && start[y] == address));
      @ loop_writes x;
      @ decreases x;
      @*/
    while (x >= 0 && (start[x] != address || place[x] < ready)) {
      x = x - 1;
    }
    return x;
  }
}
