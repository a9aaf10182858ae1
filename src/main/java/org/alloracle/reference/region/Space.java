package org.alloracle.reference.region;

/**
 * Pages, what is handed out of them, and the pointers kept in them.
 *
 * <p>A page belongs to one region or is free. Word {@code l} of the heap is a location, as is each root
 * after the heap's end: {@code home[l]} is its page, {@code aim[l]} the page of the byte that it points
 * to. The page after the last stands for "none": it is the home of the roots and the aim of null, and it
 * belongs to no region.
 */
public final class Space {
  /** No region, or no page. */
  public static final int NONE = -1;

  /** The greatest block that shares its page with others, in bytes. */
  public static final long SMALL = 2048L;

  final /*@ spec_public @*/ int outside;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] top;
  final /*@ spec_public @*/ int[] current;
  final /*@ spec_public @*/ int[] aim;
  final /*@ spec_public @*/ long[] value;
  final /*@ spec_public @*/ Counts counts;
  final /*@ spec_public @*/ int[] group;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] lo;
  final /*@ spec_public @*/ int[] hi;

  /*@ // METADATA: the arrays of the counts by shorter names
    @ public invariant group == counts.group & order == counts.order & place == counts.place & lo == counts.lo & hi == counts.hi;
    @ // METADATA
    @ public invariant 0 <= outside & outside <= 1048576 & owner.length == outside + 1 & top.length == owner.length;
    @ public invariant aim.length == home.length & value.length == home.length & group.length == home.length;
    @ public invariant lo.length == current.length + 1 & hi.length == current.length + 1;
    @ public invariant home.length <= 537919488;
    @ public invariant home != owner & home != top & home != current & home != aim & owner != top
    @   & owner != current & owner != aim & top != current & top != aim & current != aim;
    @ public invariant home != group & home != order & home != place & home != lo & home != hi;
    @ public invariant owner != group & owner != order & owner != place & owner != lo & owner != hi;
    @ public invariant top != group & top != order & top != place & top != lo & top != hi;
    @ public invariant current != group & current != order & current != place & current != lo & current != hi;
    @ public invariant aim != group & aim != order & aim != place & aim != lo & aim != hi;
    @ // METADATA: the words of a page are its locations
    @ public invariant 512 * outside <= home.length;
    @ public invariant (\forall int l; 0 <= l && l < home.length; 0 <= home[l] && home[l] <= outside);
    @ public invariant (\forall int l; 0 <= l && l < 512 * outside;
    @   home[l] < outside && 512 * home[l] <= l && l < 512 * home[l] + 512);
    @ public invariant (\forall int l; 512 * outside <= l && l < home.length; home[l] == outside);
    @ // CONSERVATION: a page is in exactly one region, or free
    @ public invariant (\forall int p; 0 <= p && p <= outside; NONE <= owner[p] && owner[p] < current.length);
    @ public invariant owner[outside] == NONE && top[outside] == 512 * outside + 512;
    @ // CONTAINMENT: so many words of a page are handed out, of a free one none
    @ public invariant (\forall int p; 0 <= p && p <= outside; 512 * p <= top[p] && top[p] <= 512 * p + 512);
    @ public invariant (\forall int p; 0 <= p && p < outside && owner[p] < 0; top[p] == 512 * p);
    @ // METADATA: a region hands out small blocks from a page of its own
    @ public invariant (\forall int r; 0 <= r && r < current.length; 0 <= current[r] && current[r] <= outside
    @   && (current[r] != outside ==> owner[current[r]] == r));
    @ // METADATA: a location is null or points into a region; those not handed out are null, so blocks are cleared
    @ public invariant (\forall int l; 0 <= l && l < aim.length; 0 <= aim[l] && aim[l] <= outside
    @   && (aim[l] != outside ==> 0 <= owner[aim[l]]));
    @ public invariant (\forall int l; 0 <= l && l < aim.length && home[l] != outside && top[home[l]] <= l;
    @   aim[l] == outside);
    @ public invariant (\forall int l; 0 <= l && l < aim.length && home[l] != outside && owner[home[l]] < 0;
    @   aim[l] == outside);
    @ public invariant (\forall int l; 0 <= l && l < aim.length; aim[l] == outside ? value[l] == NONE
    @   : 4096L * aim[l] <= value[l] && value[l] < 4096L * aim[l] + 4096);
    @ // METADATA: counted are the pointers from outside a region into it
    @ public invariant (\forall int l; 0 <= l && l < aim.length;
    @   group[l] == (owner[aim[l]] == owner[home[l]] ? 0 : owner[aim[l]] + 1));
    @*/

  /** Free pages and null locations. */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= 1048576 && 0 <= regions && regions <= 1048576;
    @   requires 0 <= roots && roots <= 1048576;
    @   ensures outside == pages && current.length == regions && home.length == 512 * pages + roots;
    @   ensures (\forall int p; 0 <= p && p < pages; owner[p] == NONE);
    @   ensures (\forall int l; 0 <= l && l < aim.length; aim[l] == outside);
    @   ensures \fresh(owner) && \fresh(top) && \fresh(current) && \fresh(aim) && \fresh(home);
    @   ensures \fresh(counts) && \fresh(counts.row);
    @   ensures \fresh(group) && \fresh(order) && \fresh(place);
    @   ensures \fresh(lo) && \fresh(hi);
    @ pure
    @*/
  public Space(int pages, int regions, int roots) {
    outside = pages;
    home = Units.homes(pages, roots);
    owner = new int[pages + 1];
    top = new int[pages + 1];
    current = new int[regions];
    aim = new int[home.length];
    value = new long[home.length];
    counts = new Counts(home.length, regions + 1);
    group = counts.group;
    order = counts.order;
    place = counts.place;
    lo = counts.lo;
    hi = counts.hi;
    Fills.from(owner, 0, NONE);
    Fills.from(current, 0, pages);
    Fills.from(aim, 0, pages);
    Fills.all(value, NONE);
    Fills.firstWords(top);
    top[pages] = 512 * pages + 512;
  }

  /** Whether a block is small and the region's page has room for it and the byte after it. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length && 0 <= size;
    @   requires (\forall int s; 0 <= s && s < current.length; 0 <= current[s] && current[s] < top.length);
    @   requires (\forall int p; 0 <= p && p < top.length; 512 * p <= top[p] && top[p] <= 512 * p + 512);
    @   requires top.length <= 1048577;
    @   assignable \nothing;
    @   ensures \result == (size <= SMALL && 8L * top[current[r]] + size < 4096L * current[r] + 4096);
    @ pure helper
    @*/
  public boolean fits(int r, long size) {
    return size <= SMALL && 8L * top[current[r]] + size < 4096L * current[r] + 4096;
  }

  /**
   * Hands out a block: from the region's own page if it fits there, else from the lowest run of free
   * pages that holds it and the byte after it.
   *
   * @return its first word, or {@link #NONE}
   */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length && 0 <= size;
    @   old boolean fits = fits(r, size);
    @   old long pages = fits ? 1 : Units.pages(size);
    @   old int first = fits ? current[r] : Runs.lowest(owner, outside, pages);
    @   old int n = first == NONE ? 0 : (int) pages;
    @   old int words = first == NONE ? 0 : Units.words(size);
    @   assignable owner[*], top[*], current[r];
    @   ensures (\result == NONE) == (first == NONE); // HONEST_FAILURE
    @   ensures first != NONE ==> \result == (fits ? \old(top[current[r]]) : 512 * first); // POLICY, DISJOINTNESS
    @   ensures first != NONE ==> 4096L * first <= 8L * \result && 8L * \result + size < 4096L * (first + n);
    @   ensures (\forall int p; 0 <= p && p <= outside;
    @     owner[p] == (first <= p && p < first + n ? r : \old(owner[p])));
    @   ensures (\forall int p; 0 <= p && p <= outside; top[p] == (p < first || first + n <= p ? \old(top[p])
    @     : p < first + n - 1 ? 512 * p + 512 : \result + words)); // CAPACITY, FRAME
    @   ensures current[r] == (!fits && first != NONE && size <= SMALL ? first : \old(current[r]));
    @*/
  public int allocate(int r, long size) {
    boolean fits = fits(r, size);
    long pages = fits ? 1 : Units.pages(size);
    int first = fits ? current[r] : Runs.lowest(owner, outside, pages);
    int words = first == NONE ? 0 : Units.words(size);
    int at = NONE;
    // One proof a path.
    //@ split
    if (fits) {
      at = bump(first, words);
    } else if (first != NONE) {
      at = take(r, first, (int) pages, words, size <= SMALL);
    }
    return at;
  }

  /** Hands out words of a region's own page. */
  /*@ private normal_behavior
    @   requires 0 <= p && p < outside && 0 <= owner[p];
    @   requires 0 <= words && words <= 512 && top[p] + words <= 512 * p + 512;
    @   assignable top[p];
    @   ensures \result == \old(top[p]) && top[p] == \old(top[p]) + words;
    @*/
  private int bump(int p, int words) {
    int at = top[p];
    top[p] = at + words;
    return at;
  }

  /**
   * Gives a region a run of free pages and hands out their first words, which end on the last one; the
   * region hands out small blocks from the first page from now on, if it is to be shared.
   */
  /*@ private normal_behavior
    @   requires 0 <= r && r < current.length && 0 <= first && 1 <= n && n <= outside && first <= outside - n;
    @   requires (\forall int q; first <= q && q < first + n; owner[q] < 0);
    @   requires 512 * n - 512 <= words && words <= 512 * n;
    @   assignable owner[first .. first + n - 1], top[first .. first + n - 1], current[r];
    @   ensures \result == 512 * first;
    @   ensures (\forall int p; 0 <= p && p <= outside;
    @     owner[p] == (first <= p && p < first + n ? r : \old(owner[p])));
    @   ensures (\forall int p; 0 <= p && p <= outside; top[p] == (p < first || first + n <= p ? \old(top[p])
    @     : p < first + n - 1 ? 512 * p + 512 : \result + words));
    @   ensures current[r] == (shared ? first : \old(current[r]));
    @*/
  private int take(int r, int first, int n, int words, boolean shared) {
    int at = 512 * first;
    int q = first;
    /*@ loop_invariant first <= q && q <= first + n;
      @ loop_invariant (\forall int k; first <= k && k < q; owner[k] == r);
      @ loop_invariant (\forall int k; first <= k && k < q;
      @   top[k] == (k < first + n - 1 ? 512 * k + 512 : at + words));
      @ loop_writes q, owner[first .. first + n - 1], top[first .. first + n - 1];
      @ decreases first + n - q;
      @*/
    while (q < first + n) {
      owner[q] = r;
      top[q] = q < first + n - 1 ? 512 * q + 512 : at + words;
      q = q + 1;
    }
    if (shared) {
      current[r] = first;
    }
    return at;
  }

  /** Stores a pointer, or null, in a location that is handed out, or null in any. */
  /*@ public normal_behavior
    @   requires 0 <= l && l < home.length && 0 <= page && page <= outside;
    @   requires page == outside ? target == NONE
    @     : 0 <= owner[page] && 4096L * page <= target && target < 4096L * page + 4096;
    @   requires page == outside || home[l] == outside || l < top[home[l]];
    @   old int from = group[l];
    @   old int to = owner[page] == owner[home[l]] ? 0 : owner[page] + 1;
    @   assignable aim[l], value[l], group[l],
    @     order[*], place[*], lo[*], hi[*];
    @   ensures aim[l] == page && value[l] == target;
    @   // METADATA: the barrier; a pointer from outside is counted off, one is counted
    @   ensures group[l] == to;
    @   ensures (\forall int h; 0 <= h && h < lo.length; hi[h] - lo[h]
    @     == \old(hi[h]) - \old(lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @*/
  public void store(int l, int page, long target) {
    int to = owner[page] == owner[home[l]] ? 0 : owner[page] + 1;
    aim[l] = page;
    value[l] = target;
    counts.put(l, to);
  }

  /** The number of locations outside a region that point into it. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length;
    @   assignable \nothing;
    @   ensures \result == hi[r + 1] - lo[r + 1] && 0 <= \result;
    @   ensures (\result == 0) == (\forall int l; 0 <= l && l < aim.length;
    @     owner[aim[l]] == r ==> owner[home[l]] == r);
    @ pure
    @*/
  public int references(int r) {
    return counts.count(r + 1);
  }

  /** Takes back all pages of a region into which nothing points from outside; its own pointers go first. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length;
    @   requires (\forall int l; 0 <= l && l < aim.length; owner[aim[l]] == r ==> owner[home[l]] == r);
    @   assignable owner[*], top[*], current[r], aim[*], value[*],
    @     group[*], order[*], place[*], lo[*], hi[*];
    @   ensures current[r] == outside;
    @   ensures (\forall int p; 0 <= p && p < outside;
    @     owner[p] == (\old(owner[p]) == r ? NONE : \old(owner[p])));
    @   ensures (\forall int p; 0 <= p && p < outside;
    @     top[p] == (\old(owner[p]) == r ? 512 * p : \old(top[p])));
    @   ensures (\forall int l; 0 <= l && l < aim.length;
    @     aim[l] == (\old(owner[home[l]]) == r ? outside : \old(aim[l]))
    @     && value[l] == (\old(owner[home[l]]) == r ? NONE : \old(value[l])));
    @   // METADATA: its own pointers are counted off, and no others
    @   ensures (\forall int l; 0 <= l && l < group.length;
    @     group[l] == (\old(owner[home[l]]) == r ? 0 : \old(group[l])));
    @*/
  public void drop(int r) {
    Sweeps.erase(aim, value, home, owner, r, outside);
    counts.leave(home, owner, r);
    Sweeps.free(owner, top, r);
    current[r] = outside;
  }
}
