package org.alloracle.reference.region;

/** A {@link Space} of whose arrays the users see little more than their ranges. */
public final class Ground {
  final /*@ spec_public @*/ Space space;
  final /*@ spec_public @*/ int outside;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] top;
  final /*@ spec_public @*/ int[] current;
  final /*@ spec_public @*/ int[] aim;
  final /*@ spec_public @*/ long[] value;
  final /*@ spec_public @*/ int[] group;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] lo;
  final /*@ spec_public @*/ int[] hi;

  /*@ // METADATA: what the users see of the space by shorter names
    @ public invariant outside == space.outside & home == space.home & owner == space.owner & top == space.top
    @   & current == space.current & aim == space.aim & value == space.value & group == space.group
    @   & order == space.order & place == space.place & lo == space.lo & hi == space.hi;
    @ // METADATA: said again for the users
    @ public invariant 0 <= outside & outside <= 1048576 & owner.length == outside + 1 & top.length == outside + 1;
    @ public invariant home.length <= 537919488 & aim.length == home.length;
    @ public invariant value.length == home.length & group.length == home.length;
    @ public invariant lo.length == current.length + 1 & hi.length == current.length + 1;
    @ public invariant owner != top & owner != current & owner != aim & owner != group & owner != order
    @   & owner != place & owner != lo & owner != hi;
    @ public invariant top != current & top != aim & current != aim;
    @ public invariant (\forall int l; 0 <= l && l < home.length; 0 <= home[l] && home[l] <= outside);
    @ public invariant (\forall int l; 0 <= l && l < aim.length; 0 <= aim[l] && aim[l] <= outside);
    @ public invariant (\forall int l; 0 <= l && l < value.length; Space.NONE <= value[l]);
    @ public invariant (\forall int p; 0 <= p && p <= outside;
    @   Space.NONE <= owner[p] && owner[p] < current.length);
    @ public invariant (\forall int p; 0 <= p && p <= outside;
    @   512 * p <= top[p] && top[p] <= 512 * p + 512);
    @ public invariant (\forall int r; 0 <= r && r < current.length;
    @   0 <= current[r] && current[r] <= outside);
    @*/

  /** Free pages and null locations. */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= 1048576 && 0 <= regions && regions <= 1048576;
    @   requires 0 <= roots && roots <= 1048576;
    @   ensures outside == pages && current.length == regions && home.length == 512 * pages + roots;
    @   ensures (\forall int p; 0 <= p && p < pages; owner[p] == Space.NONE);
    @   ensures \fresh(space) && \fresh(space.counts) && \fresh(space.counts.row);
    @   ensures \fresh(owner) && \fresh(top) && \fresh(current) && \fresh(aim) && \fresh(home);
    @   ensures \fresh(group) && \fresh(order) && \fresh(place);
    @   ensures \fresh(lo) && \fresh(hi);
    @ pure
    @*/
  public Ground(int pages, int regions, int roots) {
    space = new Space(pages, regions, roots);
    outside = space.outside;
    home = space.home;
    owner = space.owner;
    top = space.top;
    current = space.current;
    aim = space.aim;
    value = space.value;
    group = space.group;
    order = space.order;
    place = space.place;
    lo = space.lo;
    hi = space.hi;
  }

  /**
   * Hands out a block: from the region's own page if it fits there, else from the lowest run of free
   * pages that holds it and the byte after it.
   *
   * @return its first word, or {@link Space#NONE}
   */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length && 0 <= size;
    @   old boolean fits = space.fits(r, size);
    @   old long pages = fits ? 1 : Units.pages(size);
    @   old int first = fits ? current[r] : Runs.lowest(owner, outside, pages);
    @   old int n = first == Space.NONE ? 0 : (int) pages;
    @   old int words = first == Space.NONE ? 0 : Units.words(size);
    @   assignable owner[*], top[*], current[r];
    @   ensures (\result == Space.NONE) == (first == Space.NONE) && Space.NONE <= \result; // HONEST_FAILURE
    @   ensures first != Space.NONE ==> 0 <= first && 1 <= n && first + n <= outside;
    @   ensures first != Space.NONE ==> \result == (fits ? \old(top[current[r]]) : 512 * first); // POLICY
    @   ensures first != Space.NONE ==> 4096L * first <= 8L * \result && 8L * \result + size < 4096L * (first + n);
    @   ensures (\forall int p; 0 <= p && p <= outside;
    @     owner[p] == (first <= p && p < first + n ? r : \old(owner[p]))); // FRAME
    @   // DISJOINTNESS: what was handed out lies before the block on its page; it is handed out now
    @   ensures (\forall int p; 0 <= p && p <= outside; \old(top[p]) <= top[p]
    @     && (p < first || first + n <= p ==> top[p] == \old(top[p])));
    @   ensures (\forall int p; first <= p && p < first + n;
    @     top[p] == (p < first + n - 1 ? 512 * p + 512 : \result + words));
    @   ensures current[r] == (!fits && first != Space.NONE && size <= Space.SMALL ? first : \old(current[r]));
    @   ensures first != Space.NONE ==> 8L * \result + size <= 8L * top[first + n - 1]; // CAPACITY
    @   // the block is cleared
    @   ensures first != Space.NONE ==> (\forall int l; \result <= l && 8L * l < 8L * \result + size;
    @     l < aim.length && aim[l] == outside && value[l] == Space.NONE);
    @*/
  public int allocate(int r, long size) {
    return space.allocate(r, size);
  }

  /** Stores a pointer, or null, in a location that is handed out, or null in any. */
  /*@ public normal_behavior
    @   requires 0 <= l && l < home.length && 0 <= page && page <= outside;
    @   requires page == outside ? target == Space.NONE
    @     : 0 <= owner[page] && 4096L * page <= target && target < 4096L * page + 4096;
    @   requires page == outside || home[l] == outside || l < top[home[l]];
    @   old int from = group[l];
    @   old int to = owner[page] == owner[home[l]] ? 0 : owner[page] + 1;
    @   assignable aim[l], value[l], group[l],
    @     order[*], place[*], lo[*], hi[*];
    @   ensures aim[l] == page && value[l] == target;
    @   // METADATA: the barrier; a pointer from outside is counted off, one is counted
    @   ensures group[l] == to;
    @   ensures (\forall int h; 0 <= h && h < lo.length;
    @     hi[h] - lo[h] == \old(hi[h])
    @       - \old(lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @*/
  public void store(int l, int page, long target) {
    space.store(l, page, target);
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
    return space.references(r);
  }

  /** Takes back all pages of a region into which nothing points from outside; its own pointers go first. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < current.length;
    @   requires (\forall int l; 0 <= l && l < aim.length;
    @     owner[aim[l]] == r ==> owner[home[l]] == r);
    @   assignable owner[*], top[*], current[r], aim[*], value[*],
    @     group[*], order[*], place[*],
    @     lo[*], hi[*];
    @   ensures (\forall int p; 0 <= p && p < outside;
    @     owner[p] == (\old(owner[p]) == r ? Space.NONE : \old(owner[p])));
    @   ensures (\forall int p; 0 <= p && p < outside;
    @     top[p] == (\old(owner[p]) == r ? 512 * p : \old(top[p])));
    @   ensures (\forall int l; 0 <= l && l < aim.length;
    @     aim[l] == (\old(owner[home[l]]) == r ? outside : \old(aim[l]))
    @     && value[l] == (\old(owner[home[l]]) == r ? Space.NONE : \old(value[l])));
    @   // METADATA: its own pointers are counted off, and no others
    @   ensures (\forall int l; 0 <= l && l < group.length;
    @     group[l] == (\old(owner[home[l]]) == r ? 0 : \old(group[l])));
    @*/
  public void drop(int r) {
    space.drop(r);
  }
}
