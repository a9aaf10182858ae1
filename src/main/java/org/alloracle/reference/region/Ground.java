package org.alloracle.reference.region;

/** A {@link Space} of whose arrays the users see little more than their ranges. */
public final class Ground {
  final /*@ spec_public @*/ Space space;

  /*@ // METADATA: said again for the users
    @ public invariant 0 <= space.outside && space.outside <= 1048576;
    @ public invariant space.owner.length == space.outside + 1 && space.top.length == space.outside + 1;
    @ public invariant space.home.length <= 537919488 && space.aim.length == space.home.length;
    @ public invariant space.value.length == space.home.length && space.counts.row.group.length == space.home.length;
    @ public invariant space.counts.row.lo.length == space.current.length + 1;
    @ public invariant space.counts.row.hi.length == space.current.length + 1;
    @ public invariant space.owner != space.top && space.owner != space.current && space.owner != space.aim
    @   && space.owner != space.counts.row.group && space.owner != space.counts.row.order
    @   && space.owner != space.counts.row.place && space.owner != space.counts.row.lo && space.owner != space.counts.row.hi;
    @ public invariant space.top != space.current && space.top != space.aim && space.current != space.aim;
    @ public invariant (\forall int l; 0 <= l && l < space.home.length; 0 <= space.home[l] && space.home[l] <= space.outside);
    @ public invariant (\forall int l; 0 <= l && l < space.aim.length; 0 <= space.aim[l] && space.aim[l] <= space.outside);
    @ public invariant (\forall int p; 0 <= p && p <= space.outside;
    @   Space.NONE <= space.owner[p] && space.owner[p] < space.current.length);
    @ public invariant (\forall int p; 0 <= p && p <= space.outside;
    @   512 * p <= space.top[p] && space.top[p] <= 512 * p + 512);
    @ public invariant (\forall int r; 0 <= r && r < space.current.length;
    @   0 <= space.current[r] && space.current[r] <= space.outside);
    @*/

  /** Free pages and null locations. */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= 1048576 && 0 <= regions && regions <= 1048576;
    @   requires 0 <= roots && roots <= 1048576;
    @   ensures space.outside == pages && space.current.length == regions && space.home.length == 512 * pages + roots;
    @   ensures (\forall int p; 0 <= p && p < pages; space.owner[p] == Space.NONE);
    @   ensures \fresh(space) && \fresh(space.counts) && \fresh(space.counts.row);
    @   ensures \fresh(space.owner) && \fresh(space.top) && \fresh(space.current) && \fresh(space.aim) && \fresh(space.home);
    @   ensures \fresh(space.counts.row.group) && \fresh(space.counts.row.order) && \fresh(space.counts.row.place);
    @   ensures \fresh(space.counts.row.lo) && \fresh(space.counts.row.hi);
    @ pure
    @*/
  public Ground(int pages, int regions, int roots) {
    space = new Space(pages, regions, roots);
  }

  /**
   * Hands out a block: from the region's own page if it fits there, else from the lowest run of free
   * pages that holds it and the byte after it.
   *
   * @return its first word, or {@link Space#NONE}
   */
  /*@ public normal_behavior
    @   requires 0 <= r && r < space.current.length && 0 <= size;
    @   old boolean fits = space.fits(r, size);
    @   old long pages = fits ? 1 : Units.pages(size);
    @   old int first = fits ? space.current[r] : Runs.lowest(space.owner, space.outside, pages);
    @   old int n = first == Space.NONE ? 0 : (int) pages;
    @   old int words = first == Space.NONE ? 0 : Units.words(size);
    @   assignable space.owner[*], space.top[*], space.current[r];
    @   ensures (\result == Space.NONE) == (first == Space.NONE) && Space.NONE <= \result; // HONEST_FAILURE
    @   ensures first != Space.NONE ==> 0 <= first && 1 <= n && first + n <= space.outside;
    @   ensures first != Space.NONE ==> \result == (fits ? \old(space.top[space.current[r]]) : 512 * first); // POLICY
    @   ensures first != Space.NONE ==> 4096L * first <= 8L * \result && 8L * \result + size < 4096L * (first + n);
    @   ensures (\forall int p; 0 <= p && p <= space.outside;
    @     space.owner[p] == (first <= p && p < first + n ? r : \old(space.owner[p]))); // FRAME
    @   // DISJOINTNESS: what was handed out lies before the block on its page; it is handed out now
    @   ensures (\forall int p; 0 <= p && p <= space.outside; \old(space.top[p]) <= space.top[p]
    @     && (p < first || first + n <= p ==> space.top[p] == \old(space.top[p])));
    @   ensures (\forall int p; first <= p && p < first + n;
    @     space.top[p] == (p < first + n - 1 ? 512 * p + 512 : \result + words));
    @   ensures space.current[r] == (!fits && first != Space.NONE && size <= Space.SMALL ? first : \old(space.current[r]));
    @   ensures first != Space.NONE ==> 8L * \result + size <= 8L * space.top[first + n - 1]; // CAPACITY
    @   // the block is cleared
    @   ensures first != Space.NONE ==> (\forall int l; \result <= l && 8L * l < 8L * \result + size;
    @     l < space.aim.length && space.aim[l] == space.outside && space.value[l] == Space.NONE);
    @*/
  public int allocate(int r, long size) {
    return space.allocate(r, size);
  }

  /** Stores a pointer, or null, in a location that is handed out, or null in any. */
  /*@ public normal_behavior
    @   requires 0 <= l && l < space.home.length && 0 <= page && page <= space.outside;
    @   requires page == space.outside ? target == Space.NONE
    @     : 0 <= space.owner[page] && 4096L * page <= target && target < 4096L * page + 4096;
    @   requires page == space.outside || space.home[l] == space.outside || l < space.top[space.home[l]];
    @   old int from = space.counts.row.group[l];
    @   old int to = space.owner[page] == space.owner[space.home[l]] ? 0 : space.owner[page] + 1;
    @   assignable space.aim[l], space.value[l], space.counts.row.group[l],
    @     space.counts.row.order[*], space.counts.row.place[*], space.counts.row.lo[*], space.counts.row.hi[*];
    @   ensures space.aim[l] == page && space.value[l] == target;
    @   // METADATA: the barrier; a pointer from outside is counted off, one is counted
    @   ensures space.counts.row.group[l] == to;
    @   ensures (\forall int h; 0 <= h && h < space.counts.row.lo.length;
    @     space.counts.row.hi[h] - space.counts.row.lo[h] == \old(space.counts.row.hi[h])
    @       - \old(space.counts.row.lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @*/
  public void store(int l, int page, long target) {
    space.store(l, page, target);
  }

  /** The number of locations outside a region that point into it. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < space.current.length;
    @   assignable \nothing;
    @   ensures \result == space.counts.row.hi[r + 1] - space.counts.row.lo[r + 1];
    @   ensures (\result == 0) == (\forall int l; 0 <= l && l < space.aim.length;
    @     space.owner[space.aim[l]] == r ==> space.owner[space.home[l]] == r);
    @ pure
    @*/
  public int references(int r) {
    return space.references(r);
  }

  /** Takes back all pages of a region into which nothing points from outside; its own pointers go first. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < space.current.length;
    @   requires (\forall int l; 0 <= l && l < space.aim.length;
    @     space.owner[space.aim[l]] == r ==> space.owner[space.home[l]] == r);
    @   assignable space.owner[*], space.top[*], space.current[r], space.aim[*], space.value[*],
    @     space.counts.row.group[*], space.counts.row.order[*], space.counts.row.place[*],
    @     space.counts.row.lo[*], space.counts.row.hi[*];
    @   ensures (\forall int p; 0 <= p && p < space.outside;
    @     space.owner[p] == (\old(space.owner[p]) == r ? Space.NONE : \old(space.owner[p])));
    @   ensures (\forall int p; 0 <= p && p < space.outside;
    @     space.top[p] == (\old(space.owner[p]) == r ? 512 * p : \old(space.top[p])));
    @   ensures (\forall int l; 0 <= l && l < space.aim.length;
    @     space.aim[l] == (\old(space.owner[space.home[l]]) == r ? space.outside : \old(space.aim[l]))
    @     && space.value[l] == (\old(space.owner[space.home[l]]) == r ? Space.NONE : \old(space.value[l])));
    @*/
  public void drop(int r) {
    space.drop(r);
  }
}
