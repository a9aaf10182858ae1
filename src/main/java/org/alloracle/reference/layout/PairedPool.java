package org.alloracle.reference.layout;

import org.alloracle.contract.InvalidFreeException;
import org.alloracle.reference.Permutations;

/**
 * A pool of records in two parts: hot parts side by side from address 0, and after them the cold parts.
 * A record is one number, and both its parts are found by it: so a live hot part has a live cold part, one
 * and its own, and the other way round.
 *
 * <p>{@code order} has the live records before {@code live}, and from there on the free ones, first the
 * one that is taken next: the one freed last.
 *
 * <p>Out of memory: exact; {@link #allocate} fails only if all records are live. A wrong address is refused
 * and changes nothing. Confined to one thread.
 */
public final class PairedPool {
  /** What {@link #allocate} returns if all records are live. */
  public static final long NONE = -1L;

  /** The most records, 2^20. */
  public static final int MOST = 1048576;

  /** The greatest size of a part, in bytes, 2^20. */
  public static final long WIDEST = 1048576L;

  private final /*@ spec_public @*/ long hotSize;
  private final /*@ spec_public @*/ long coldSize;
  private final /*@ spec_public @*/ long[] hot;
  private final /*@ spec_public @*/ long[] cold;
  private final /*@ spec_public @*/ long base;
  private final /*@ spec_public @*/ int[] order;
  private final /*@ spec_public @*/ int[] place;
  private /*@ spec_public @*/ int live;

  /*@ // METADATA
    @ public invariant order.length <= MOST && place.length == order.length && order != place;
    @ public invariant hot.length == order.length && cold.length == order.length;
    @ public invariant 1 <= hotSize && hotSize <= WIDEST && 1 <= coldSize && coldSize <= WIDEST;
    @ public invariant 0 <= live && live <= order.length;
    @ // DISJOINTNESS: the hot parts ascend, and the cold ones; all the cold ones are after the hot ones
    @ public invariant (\forall int r, s; 0 <= r && r < s && s < hot.length; hot[r] + hotSize <= hot[s]);
    @ public invariant (\forall int r, s; 0 <= r && r < s && s < cold.length; cold[r] + coldSize <= cold[s]);
    @ public invariant (\forall int r; 0 <= r && r < hot.length; 0 <= hot[r] && hot[r] + hotSize <= base);
    @ public invariant (\forall int r; 0 <= r && r < cold.length; 0 <= cold[r] && cold[r] <= 1099511627776L);
    @ public invariant 0 <= base && base <= 2199023255552L && base % 4096 == 0;
    @ // CONSERVATION: a record is live or free, once; so both its parts are
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int r; 0 <= r && r < order.length;
    @   0 <= place[r] && place[r] < order.length && order[place[r]] == r);
    @*/

  /**
   * A pool whose records are all free; the lowest is taken first.
   *
   * @param records from 1 to {@link #MOST}
   * @param hotSize of a hot part in bytes, from 1 to {@link #WIDEST}; the parts start at its multiples
   * @param coldSize of a cold part in bytes, from 1 to {@link #WIDEST}; the parts start at its multiples
   *     after a multiple of 4096
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 1 <= records && records <= MOST;
    @   requires 1 <= hotSize && hotSize <= WIDEST && 1 <= coldSize && coldSize <= WIDEST;
    @   ensures this.hotSize == hotSize && this.coldSize == coldSize && order.length == records && live == 0;
    @   ensures hot[0] == 0 && cold[0] == 0 && base < hot[records - 1] + hotSize + 4096;
    @   ensures (\forall int r, s; 0 <= r && s == r + 1 && s < records; hot[s] == hot[r] + hotSize);
    @   ensures (\forall int r, s; 0 <= r && s == r + 1 && s < records; cold[s] == cold[r] + coldSize);
    @   ensures (\forall int i; 0 <= i && i < records; order[i] == i);
    @ also public exceptional_behavior
    @   requires !(1 <= records && records <= MOST
    @     && 1 <= hotSize && hotSize <= WIDEST && 1 <= coldSize && coldSize <= WIDEST);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public PairedPool(int records, long hotSize, long coldSize) {
    if (records < 1 || records > MOST) {
      throw new IllegalArgumentException("records: 1 to 2^20");
    }
    if (hotSize < 1 || hotSize > WIDEST || coldSize < 1 || coldSize > WIDEST) {
      throw new IllegalArgumentException("hotSize, coldSize: 1 to 2^20");
    }
    this.hotSize = hotSize;
    this.coldSize = coldSize;
    hot = starts(records, hotSize);
    cold = starts(records, coldSize);
    base = page(hot[records - 1] + hotSize);
    order = new int[records];
    place = new int[records];
    Permutations.ascend(order, place);
    live = 0;
  }

  /** The first multiples of a size. */
  /*@ private normal_behavior
    @   requires 1 <= count && count <= MOST && 1 <= size && size <= WIDEST;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count && \result[0] == 0;
    @   ensures (\forall int x; 0 <= x && x < count; 0 <= \result[x] && \result[x] <= 1099511627776L);
    @   ensures (\forall int x, y; 0 <= x && y == x + 1 && y < count; \result[y] == \result[x] + size);
    @   ensures (\forall int x, y; 0 <= x && x < y && y < count; \result[x] + size <= \result[y]);
    @*/
  private static long[] starts(int count, long size) {
    long[] a = new long[count];
    long at = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && 0 <= at && at <= i * WIDEST;
      @ loop_invariant i == 0 ==> at == 0;
      @ loop_invariant 0 < i ==> a[0] == 0 && at == a[i - 1] + size;
      @ loop_invariant (\forall int x; 0 <= x && x < i; 0 <= a[x] && a[x] <= x * WIDEST && a[x] + size <= at);
      @ loop_invariant (\forall int x, y; 0 <= x && y == x + 1 && y < i; a[y] == a[x] + size);
      @ loop_invariant (\forall int x, y; 0 <= x && x < y && y < i; a[x] + size <= a[y]);
      @ loop_writes i, at, a[*];
      @ decreases count - i;
      @*/
    while (i < count) {
      a[i] = at;
      at = at + size;
      i = i + 1;
    }
    return a;
  }

  /** The least multiple of 4096 that is at least {@code x}. */
  /*@ private normal_behavior
    @   requires 0 <= x && x <= 1099512676352L;
    @   ensures x <= \result && \result < x + 4096 && \result % 4096 == 0;
    @ pure helper
    @*/
  private static long page(long x) {
    return (x + 4095) / 4096 * 4096;
  }

  /** Takes a record, the one freed last, and returns where its hot part starts; or {@link #NONE}. */
  /*@ public normal_behavior
    @   requires live < order.length;
    @   assignable live;
    @   ensures \result == hot[order[\old(live)]] && live == \old(live) + 1; // POLICY
    @ also public normal_behavior // HONEST_FAILURE: all records are live
    @   requires live == order.length;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @*/
  public long allocate() {
    if (live == order.length) {
      return NONE;
    }
    live = live + 1;
    return hot[order[live - 1]];
  }

  /**
   * Where the cold part of a live record starts.
   *
   * @param address where its hot part starts
   * @throws InvalidFreeException if no live hot part starts there
   */
  /*@ public normal_behavior
    @   old int r = liveAt(address);
    @   requires 0 <= r;
    @   ensures \result == base + cold[r] && hot[r] == address && place[r] < live;
    @ also public exceptional_behavior
    @   requires liveAt(address) < 0;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  public long companion(long address) {
    int r = liveAt(address);
    if (r < 0) {
      throw new InvalidFreeException("no live hot part is there");
    }
    return base + cold[r];
  }

  /**
   * Gives back both parts of a record.
   *
   * @param address where its hot part starts
   * @throws InvalidFreeException if no live hot part starts there; the state is unchanged
   */
  /*@ public normal_behavior
    @   old int r = liveAt(address);
    @   requires 0 <= r;
    @   assignable live, order[*], place[*];
    @   ensures live == \old(live) - 1 && order[live] == r; // REUSE
    @   ensures (\forall int i; live < i && i < order.length; order[i] == \old(order[i])); // FRAME
    @   ensures (\forall int s; 0 <= s && s < order.length && s != r;
    @     (place[s] < live) == (\old(place[s]) < \old(live)));
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  public void free(long address) {
    int r = liveAt(address);
    if (r < 0) {
      throw new InvalidFreeException("no live hot part is there");
    }
    put(r);
  }

  /** The work of {@link #free}. */
  /*@ private normal_behavior
    @   requires 0 <= r && r < order.length && place[r] < live;
    @   assignable live, order[*], place[*];
    @   ensures live == \old(live) - 1 && order[live] == r;
    @   ensures (\forall int i; live < i && i < order.length; order[i] == \old(order[i]));
    @   ensures (\forall int s; 0 <= s && s < order.length && s != r;
    @     (place[s] < live) == (\old(place[s]) < \old(live)));
    @*/
  private void put(int r) {
    live = live - 1;
    Permutations.swap(order, place, place[r], live);
  }

  /** The bytes of a hot part. */
  /*@ public normal_behavior
    @   ensures \result == hotSize;
    @ pure
    @*/
  public long hotSize() {
    return hotSize;
  }

  /** The bytes of a cold part. */
  /*@ public normal_behavior
    @   ensures \result == coldSize;
    @ pure
    @*/
  public long coldSize() {
    return coldSize;
  }

  /** The number of live records: of live hot parts, and of live cold ones. */
  /*@ public normal_behavior
    @   ensures \result == live;
    @ pure
    @*/
  public int live() {
    return live;
  }

  /** The live record whose hot part starts at an address, or -1. */
  /*@ private normal_behavior
    @   requires hot.length == order.length && place.length == order.length;
    @   ensures -1 <= \result && \result < order.length;
    @   ensures 0 <= \result ==> place[\result] < live && hot[\result] == address;
    @   ensures \result < 0 ==> (\forall int r; 0 <= r && r < order.length; !(place[r] < live && hot[r] == address));
    @ spec_public pure helper
    @*/
  private int liveAt(long address) {
    int r = order.length - 1;
    /*@ loop_invariant -1 <= r && r < order.length;
      @ loop_invariant (\forall int s; r < s && s < order.length; !(place[s] < live && hot[s] == address));
      @ loop_writes r;
      @ decreases r;
      @*/
    while (r >= 0 && (hot[r] != address || place[r] >= live)) {
      r = r - 1;
    }
    return r;
  }
}
