package org.alloracle.reference.region;

import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;

/**
 * Explicit regions, after Gay and Aiken, "Memory Management with Explicit Regions" (PLDI 1998), and the
 * region library that came of it: memory is released region by region, and only when no pointer from
 * outside leads into the region.
 *
 * <p>The heap is pages of 4096 bytes. A page belongs to one region or is free, so the region of an
 * address is looked up. A block of up to 2048 bytes comes from its region's page, one after the other;
 * if it does not fit there, the region goes on with the lowest free page. A greater block has the lowest
 * run of free pages for itself. The last byte of a page is never part of a block that shares it, and a
 * greater block reserves one more byte than it has: a pointer to the byte after a block still belongs to
 * its region. A block starts at a multiple of 8.
 *
 * <p>The barrier in {@link #store} keeps, for each region, the number of locations outside it that
 * point into it. {@link #deleteRegion} succeeds if and only if that is 0 and the region has no child;
 * the region's own pointers are then counted off, and its pages are free. So no location ever points
 * to memory of a region that was released. The numbers of regions are reused, the last one first.
 *
 * <p>Out of memory: exact; {@link #allocate} fails only if the block does not fit in the region's page,
 * or is too great for that, and no run of free pages is long enough. Confined to one thread. Metadata:
 * some 3.5 times the heap's size. Source: systems.md, section 2; there a region's record takes room in
 * its first page, objects from 2049 to 4096 bytes share areas of two pages, and runs are chosen by best
 * fit.
 */
public final class RegionHeap implements RegionAllocator {
  /** The most pages, the most regions, and the most roots. */
  public static final int MOST = 1048576;

  private final /*@ spec_public @*/ RegionTree tree;
  private final /*@ spec_public @*/ Ground ground;

  /*@ // METADATA
    @ public invariant ground.current.length == tree.order.length;
    @ public invariant tree.order != ground.owner & tree.order != ground.top & tree.order != ground.current & tree.order != ground.aim
    @   & tree.order != ground.home & tree.order != ground.group & tree.order != ground.order & tree.order != ground.place
    @   & tree.order != ground.lo & tree.order != ground.hi;
    @ public invariant tree.place != ground.owner & tree.place != ground.top & tree.place != ground.current & tree.place != ground.aim
    @   & tree.place != ground.home & tree.place != ground.group & tree.place != ground.order & tree.place != ground.place
    @   & tree.place != ground.lo & tree.place != ground.hi;
    @ public invariant tree.parent != ground.owner & tree.parent != ground.top & tree.parent != ground.current & tree.parent != ground.aim
    @   & tree.parent != ground.home & tree.parent != ground.group & tree.parent != ground.order & tree.parent != ground.place
    @   & tree.parent != ground.lo & tree.parent != ground.hi;
    @ // CONSERVATION: pages belong to open regions
    @ public invariant (\forall int p; 0 <= p && p < ground.outside && 0 <= ground.owner[p];
    @   tree.place[ground.owner[p]] < tree.open);
    @*/

  /**
   * A heap of free pages, without regions.
   *
   * @param pages of 4096 bytes, from 0 to {@link #MOST}; they begin at address 0
   * @param regions that may be open at once, from 0 to {@link #MOST}
   * @param roots from 0 to {@link #MOST}
   * @throws InvalidRequestException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= MOST && 0 <= regions && regions <= MOST && 0 <= roots && roots <= MOST;
    @   ensures ground.outside == pages && tree.order.length == regions && tree.open == 0;
    @   ensures ground.home.length == 512 * pages + roots;
    @   ensures (\forall int i; 0 <= i && i < regions; tree.order[i] == i);
    @   ensures (\forall int p; 0 <= p && p < pages; ground.owner[p] == NONE);
    @ also public exceptional_behavior
    @   requires !(0 <= pages && pages <= MOST && 0 <= regions && regions <= MOST && 0 <= roots && roots <= MOST);
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  public RegionHeap(int pages, int regions, int roots) {
    if (pages < 0 || pages > MOST || regions < 0 || regions > MOST || roots < 0 || roots > MOST) {
      throw new InvalidRequestException("pages, regions and roots: 0 to 2^20 each");
    }
    tree = new RegionTree(regions);
    ground = apart(pages, regions, roots, tree.order, tree.place, tree.parent);
  }

  /** Free pages, in arrays that are none of three: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= pages && pages <= MOST && 0 <= regions && regions <= MOST && 0 <= roots && roots <= MOST;
    @   assignable \nothing;
    @   ensures \result.outside == pages && \result.current.length == regions;
    @   ensures \result.home.length == 512 * pages + roots;
    @   ensures (\forall int p; 0 <= p && p < pages; \result.owner[p] == NONE);
    @   ensures \result.owner != unusedA && \result.owner != unusedB && \result.owner != unusedC;
    @   ensures \result.top != unusedA && \result.top != unusedB && \result.top != unusedC;
    @   ensures \result.current != unusedA && \result.current != unusedB && \result.current != unusedC;
    @   ensures \result.aim != unusedA && \result.aim != unusedB && \result.aim != unusedC;
    @   ensures \result.home != unusedA && \result.home != unusedB && \result.home != unusedC;
    @   ensures \result.group != unusedA && \result.group != unusedB
    @     && \result.group != unusedC;
    @   ensures \result.order != unusedA && \result.order != unusedB
    @     && \result.order != unusedC;
    @   ensures \result.place != unusedA && \result.place != unusedB
    @     && \result.place != unusedC;
    @   ensures \result.lo != unusedA && \result.lo != unusedB
    @     && \result.lo != unusedC;
    @   ensures \result.hi != unusedA && \result.hi != unusedB
    @     && \result.hi != unusedC;
    @*/
  private static Ground apart(int pages, int regions, int roots, int[] unusedA, int[] unusedB, int[] unusedC) {
    return new Ground(pages, regions, roots);
  }

  /*@ also public normal_behavior
    @   old boolean full = tree.open == tree.order.length;
    @   assignable tree.*, tree.parent[*];
    @   ensures full ==> \result == NONE && tree.open == \old(tree.open); // HONEST_FAILURE
    @   ensures !full ==> \result == tree.order[\old(tree.open)] && tree.open == \old(tree.open) + 1; // POLICY
    @   ensures !full ==> tree.parent[tree.order[\old(tree.open)]] == RegionTree.NONE;
    @   ensures (\forall int r; 0 <= r && r < tree.parent.length && r != \result;
    @     tree.parent[r] == \old(tree.parent[r]));
    @*/
  @Override
  public long newRegion() {
    return open(RegionTree.NONE);
  }

  /*@ also public normal_behavior
    @   requires isOpen(parent);
    @   old boolean full = tree.open == tree.order.length;
    @   assignable tree.*, tree.parent[*];
    @   ensures full ==> \result == NONE && tree.open == \old(tree.open); // HONEST_FAILURE
    @   ensures !full ==> \result == tree.order[\old(tree.open)] && tree.open == \old(tree.open) + 1; // POLICY
    @   ensures !full ==> tree.parent[tree.order[\old(tree.open)]] == parent;
    @   ensures (\forall int r; 0 <= r && r < tree.parent.length && r != \result;
    @     tree.parent[r] == \old(tree.parent[r]));
    @ also public exceptional_behavior
    @   requires !isOpen(parent);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long newSubregion(long parent) {
    requireOpen(parent);
    return open((int) parent);
  }

  /** The work of {@link #newSubregion}. */
  /*@ private normal_behavior
    @   requires RegionTree.NONE <= above && above < tree.order.length;
    @   requires 0 <= above ==> tree.place[above] < tree.open;
    @   old boolean full = tree.open == tree.order.length;
    @   assignable tree.*, tree.parent[*];
    @   ensures full ==> \result == NONE && tree.open == \old(tree.open);
    @   ensures !full ==> \result == tree.order[\old(tree.open)] && tree.open == \old(tree.open) + 1;
    @   ensures !full ==> tree.parent[tree.order[\old(tree.open)]] == above;
    @   ensures (\forall int r; 0 <= r && r < tree.parent.length && r != \result;
    @     tree.parent[r] == \old(tree.parent[r]));
    @   ensures \invariant_for(tree);
    @*/
  private long open(int above) {
    long region = NONE;
    if (tree.open < tree.order.length) {
      region = tree.add(above);
    }
    return region;
  }

  /*@ also public normal_behavior
    @   requires isOpen(region) && 0 <= size;
    @   old int r = (int) region;
    @   old boolean fits = ground.space.fits(r, size);
    @   old long pages = fits ? 1 : Units.pages(size);
    @   old int first = fits ? ground.current[r] : Runs.lowest(ground.owner, ground.outside, pages);
    @   old int n = first == Space.NONE ? 0 : (int) pages;
    @   old int at = fits ? ground.top[ground.current[r]] : 512 * first;
    @   old int words = first == Space.NONE ? 0 : Units.words(size);
    @   assignable ground.owner[*], ground.top[*], ground.current[r];
    @   ensures (\result == NONE) == (first == Space.NONE); // HONEST_FAILURE
    @   ensures first != Space.NONE
    @     ==> \result == (fits ? 8L * \old(ground.top[ground.current[(int) region]]) : 4096L * first); // POLICY
    @   // the block and the byte after it lie on pages of the region
    @   ensures first != Space.NONE ==> 4096L * first <= \result && \result + size < 4096L * (first + n);
    @   ensures (\forall int p; 0 <= p && p <= ground.outside;
    @     ground.owner[p] == (first <= p && p < first + n ? r : \old(ground.owner[p]))); // FRAME
    @   // DISJOINTNESS: what was handed out lies before the block on its page; it is handed out now
    @   ensures (\forall int p; 0 <= p && p <= ground.outside; \old(ground.top[p]) <= ground.top[p]
    @     && (p < first || first + n <= p ==> ground.top[p] == \old(ground.top[p])));
    @   ensures (\forall int p; first <= p && p < first + n;
    @     ground.top[p] == (p < first + n - 1 ? 512 * p + 512 : at + words));
    @   ensures ground.current[r] == (!fits && first != Space.NONE && size <= Space.SMALL ? first : \old(ground.current[r]));
    @   ensures first != Space.NONE ==> \result + size <= 8L * ground.top[first + n - 1]; // CAPACITY
    @   // the block is cleared
    @   ensures first != Space.NONE ==> (\forall int l; 0 <= l && l < ground.aim.length
    @     && \result <= 8L * l && 8L * l < \result + size; ground.aim[l] == ground.outside && ground.value[l] == NONE);
    @ also public exceptional_behavior
    @   requires !isOpen(region) || size < 0;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long region, long size) {
    requireOpen(region);
    requireSize(size);
    int at = ground.allocate((int) region, size);
    return at < 0 ? NONE : 8L * at;
  }

  /*@ also public normal_behavior // nothing outside refers to it
    @   requires 0 <= region && region < tree.order.length && tree.place[(int) region] < tree.open;
    @   old int r = (int) region;
    @   requires (\forall int l; 0 <= l && l < ground.aim.length;
    @     ground.owner[ground.aim[l]] == r ==> ground.owner[ground.home[l]] == r);
    @   requires (\forall int c; 0 <= c && c < tree.parent.length && tree.place[c] < tree.open; tree.parent[c] != r);
    @   assignable ground.owner[*], ground.top[*], ground.current[r], ground.aim[*], ground.value[*], tree.*,
    @     ground.group[*], ground.order[*], ground.place[*],
    @     ground.lo[*], ground.hi[*], tree.order[*], tree.place[*];
    @   ensures \result;
    @   ensures (\forall int p; 0 <= p && p < ground.outside;
    @     ground.owner[p] == (\old(ground.owner[p]) == r ? NONE : \old(ground.owner[p]))); // REUSE, FRAME
    @   ensures (\forall int p; 0 <= p && p < ground.outside;
    @     ground.top[p] == (\old(ground.owner[p]) == r ? 512 * p : \old(ground.top[p])));
    @   ensures (\forall int l; 0 <= l && l < ground.aim.length;
    @     ground.aim[l] == (\old(ground.owner[ground.home[l]]) == r ? ground.outside : \old(ground.aim[l]))
    @     && ground.value[l] == (\old(ground.owner[ground.home[l]]) == r ? NONE : \old(ground.value[l])));
    @   // METADATA: its own pointers are counted off, and no others
    @   ensures (\forall int l; 0 <= l && l < ground.group.length;
    @     ground.group[l] == (\old(ground.owner[ground.home[l]]) == r ? 0 : \old(ground.group[l])));
    @   ensures tree.open == \old(tree.open) - 1 && tree.order[tree.open] == r;
    @   ensures (\forall int i; \old(tree.open) <= i && i < tree.order.length; tree.order[i] == \old(tree.order[i]));
    @   ensures (\forall int x; 0 <= x && x < tree.place.length && x != r; // FRAME
    @     (tree.place[x] < tree.open) == (\old(tree.place[x]) < \old(tree.open)));
    @ also public normal_behavior // something does: nothing changes
    @   requires 0 <= region && region < tree.order.length && tree.place[(int) region] < tree.open;
    @   old int r = (int) region;
    @   requires !((\forall int l; 0 <= l && l < ground.aim.length;
    @       ground.owner[ground.aim[l]] == r ==> ground.owner[ground.home[l]] == r)
    @     && (\forall int c; 0 <= c && c < tree.parent.length && tree.place[c] < tree.open; tree.parent[c] != r));
    @   assignable \nothing;
    @   ensures !\result;
    @ also public exceptional_behavior
    @   requires !(0 <= region && region < tree.order.length && tree.place[(int) region] < tree.open);
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public boolean deleteRegion(long region) {
    // One proof a path.
    //@ split
    if (!isOpen(region)) {
      throw new InvalidFreeException("the region is not open");
    }
    int r = (int) region;
    boolean free = unreferred(r);
    //@ split
    if (free) {
      release(r);
    }
    return free;
  }

  /** Whether nothing outside a region refers to it. */
  /*@ private normal_behavior
    @   requires 0 <= r && r < tree.order.length;
    @   assignable \nothing;
    @   ensures \result == ((\forall int l; 0 <= l && l < ground.aim.length;
    @       ground.owner[ground.aim[l]] == r ==> ground.owner[ground.home[l]] == r)
    @     && (\forall int c; 0 <= c && c < tree.parent.length && tree.place[c] < tree.open; tree.parent[c] != r));
    @ pure
    @*/
  private boolean unreferred(int r) {
    return ground.references(r) == 0 && !tree.hasChild(r);
  }

  /** Releases a region to which nothing refers. */
  /*@ private normal_behavior
    @   requires 0 <= r && r < tree.order.length && tree.place[r] < tree.open;
    @   requires (\forall int l; 0 <= l && l < ground.aim.length;
    @     ground.owner[ground.aim[l]] == r ==> ground.owner[ground.home[l]] == r);
    @   requires (\forall int c; 0 <= c && c < tree.parent.length && tree.place[c] < tree.open; tree.parent[c] != r);
    @   assignable ground.owner[*], ground.top[*], ground.current[r], ground.aim[*], ground.value[*], tree.*,
    @     ground.group[*], ground.order[*], ground.place[*],
    @     ground.lo[*], ground.hi[*], tree.order[*], tree.place[*];
    @   ensures (\forall int p; 0 <= p && p < ground.outside;
    @     ground.owner[p] == (\old(ground.owner[p]) == r ? NONE : \old(ground.owner[p])));
    @   ensures (\forall int p; 0 <= p && p < ground.outside;
    @     ground.top[p] == (\old(ground.owner[p]) == r ? 512 * p : \old(ground.top[p])));
    @   ensures (\forall int l; 0 <= l && l < ground.aim.length;
    @     ground.aim[l] == (\old(ground.owner[ground.home[l]]) == r ? ground.outside : \old(ground.aim[l]))
    @     && ground.value[l] == (\old(ground.owner[ground.home[l]]) == r ? NONE : \old(ground.value[l])));
    @   // METADATA: its own pointers are counted off, and no others
    @   ensures (\forall int l; 0 <= l && l < ground.group.length;
    @     ground.group[l] == (\old(ground.owner[ground.home[l]]) == r ? 0 : \old(ground.group[l])));
    @   ensures tree.open == \old(tree.open) - 1 && tree.order[tree.open] == r;
    @   ensures (\forall int i; \old(tree.open) <= i && i < tree.order.length; tree.order[i] == \old(tree.order[i]));
    @   ensures (\forall int x; 0 <= x && x < tree.place.length && x != r;
    @     (tree.place[x] < tree.open) == (\old(tree.place[x]) < \old(tree.open)));
    @   ensures \invariant_for(ground) && \invariant_for(tree);
    @*/
  private void release(int r) {
    ground.drop(r);
    tree.remove(r);
  }

  /*@ also public normal_behavior
    @   assignable \nothing;
    @   ensures address < 0 || 4096L * ground.outside <= address ==> \result == NONE;
    @   ensures (\forall int p; 0 <= p && p < ground.outside
    @     && 4096L * p <= address && address < 4096L * p + 4096; \result == ground.owner[p]);
    @ pure
    @*/
  @Override
  public long regionOf(long address) {
    //@ assert 0 <= address && address < 4096L * ground.outside ==> Space.NONE <= ground.owner[Units.page(address)];
    return ownerAt(address);
  }

  /*@ also public normal_behavior
    @   old int l = locationAt(location);
    @   requires 0 <= l && (target == NONE || ownerAt(target) != NONE);
    @   old int page = pageOf(target);
    @   old int from = ground.group[l];
    @   old int to = ground.owner[page] == ground.owner[ground.home[l]] ? 0 : ground.owner[page] + 1;
    @   assignable ground.aim[l], ground.value[l], ground.group[l], ground.order[*],
    @     ground.place[*], ground.lo[*], ground.hi[*];
    @   ensures ground.value[l] == target && ground.aim[l] == page;
    @   // METADATA: a pointer from outside is counted off, one is counted
    @   ensures (\forall int h; 0 <= h && h < ground.lo.length;
    @     ground.hi[h] - ground.lo[h] == \old(ground.hi[h])
    @       - \old(ground.lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @ also public exceptional_behavior
    @   requires locationAt(location) < 0 || target != NONE && ownerAt(target) == NONE;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public void store(long location, long target) {
    requireTarget(target);
    int l = requireLocation(location);
    point(l, pageOf(target), target);
  }

  /**
   * Stores a pointer that stays in its region, or null: RC's <i>sameregion</i>. It is not counted.
   *
   * @throws InvalidRequestException if it is another region's, or the location is no location
   */
  /*@ public normal_behavior
    @   old int l = locationAt(location);
    @   requires 0 <= l && (target == NONE || ownerAt(target) != NONE && ownerAt(target) == ground.owner[ground.home[l]]);
    @   old int page = pageOf(target);
    @   old int from = ground.group[l];
    @   old int to = ground.owner[page] == ground.owner[ground.home[l]] ? 0 : ground.owner[page] + 1;
    @   assignable ground.aim[l], ground.value[l], ground.group[l], ground.order[*],
    @     ground.place[*], ground.lo[*], ground.hi[*];
    @   ensures ground.value[l] == target && ground.aim[l] == page;
    @   ensures target == NONE || to == 0; // METADATA: what was there is counted off
    @   ensures (\forall int h; 0 <= h && h < ground.lo.length;
    @     ground.hi[h] - ground.lo[h] == \old(ground.hi[h])
    @       - \old(ground.lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @ also public exceptional_behavior
    @   old int l = locationAt(location);
    @   requires l < 0 || target != NONE && (ownerAt(target) == NONE || ownerAt(target) != ground.owner[ground.home[l]]);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public void storeSame(long location, long target) {
    int l = requireLocation(location);
    requireSame(l, target);
    point(l, pageOf(target), target);
  }

  /**
   * Stores a pointer into the region of its location or an ancestor of that, or null: RC's
   * <i>parentptr</i>. RC does not count it, as no region goes before its children; here that it is counted
   * keeps no region alive that would not stay for its child.
   *
   * @throws InvalidRequestException if it points elsewhere, or the location is no location
   */
  /*@ public normal_behavior
    @   old int l = locationAt(location);
    @   old int above = ownerAt(target) == Space.NONE ? Space.NONE : ground.owner[pageOf(target)];
    @   old int r = l < 0 || ground.home[l] == ground.outside ? Space.NONE : ground.owner[ground.home[l]];
    @   requires 0 <= l && (target == NONE || 0 <= above && 0 <= r && tree.holds(above, r));
    @   old int page = pageOf(target);
    @   old int from = ground.group[l];
    @   old int to = ground.owner[page] == ground.owner[ground.home[l]] ? 0 : ground.owner[page] + 1;
    @   assignable ground.aim[l], ground.value[l], ground.group[l], ground.order[*],
    @     ground.place[*], ground.lo[*], ground.hi[*];
    @   ensures ground.value[l] == target && ground.aim[l] == page;
    @   ensures (\forall int h; 0 <= h && h < ground.lo.length;
    @     ground.hi[h] - ground.lo[h] == \old(ground.hi[h])
    @       - \old(ground.lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @ also public exceptional_behavior
    @   old int l = locationAt(location);
    @   old int above = ownerAt(target) == Space.NONE ? Space.NONE : ground.owner[pageOf(target)];
    @   old int r = l < 0 || ground.home[l] == ground.outside ? Space.NONE : ground.owner[ground.home[l]];
    @   requires l < 0 || target != NONE && (above < 0 || r < 0 || !tree.holds(above, r));
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public void storeParent(long location, long target) {
    int l = requireLocation(location);
    int r = ground.home[l] == ground.outside ? Space.NONE : ground.owner[ground.home[l]];
    // Not ownerAt(target) alone: what an owner's range is follows from its page.
    int above = ownerAt(target) == Space.NONE ? Space.NONE : ground.owner[pageOf(target)];
    requireAbove(above, r, target);
    point(l, pageOf(target), target);
  }

  /** The work of {@link #store}. */
  /*@ private normal_behavior
    @   requires 0 <= l && l < ground.home.length && 0 <= page && page <= ground.outside;
    @   requires page == ground.outside ? target == NONE
    @     : 0 <= ground.owner[page] && 4096L * page <= target && target < 4096L * page + 4096;
    @   requires page == ground.outside || ground.home[l] == ground.outside || l < ground.top[ground.home[l]];
    @   old int from = ground.group[l];
    @   old int to = ground.owner[page] == ground.owner[ground.home[l]] ? 0 : ground.owner[page] + 1;
    @   assignable ground.aim[l], ground.value[l], ground.group[l], ground.order[*],
    @     ground.place[*], ground.lo[*], ground.hi[*];
    @   ensures ground.value[l] == target && ground.aim[l] == page;
    @   ensures (\forall int h; 0 <= h && h < ground.lo.length;
    @     ground.hi[h] - ground.lo[h] == \old(ground.hi[h])
    @       - \old(ground.lo[h]) - (h == from ? 1 : 0) + (h == to ? 1 : 0));
    @   ensures \invariant_for(ground);
    @*/
  private void point(int l, int page, long target) {
    ground.store(l, page, target);
  }

  /*@ also public normal_behavior
    @   requires 0 <= locationAt(location);
    @   assignable \nothing;
    @   ensures \result == ground.value[locationAt(location)];
    @ also public exceptional_behavior
    @   requires locationAt(location) < 0;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long load(long location) {
    return ground.value[requireLocation(location)];
  }

  /*@ also public normal_behavior
    @   requires isOpen(region);
    @   assignable \nothing;
    @   ensures \result == ground.hi[(int) region + 1] - ground.lo[(int) region + 1] && 0 <= \result;
    @   ensures (\result == 0) == (\forall int l; 0 <= l && l < ground.aim.length;
    @     ground.owner[ground.aim[l]] == region ==> ground.owner[ground.home[l]] == region);
    @ also public exceptional_behavior
    @   requires !isOpen(region);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long references(long region) {
    requireOpen(region);
    return ground.references((int) region);
  }

  /*@ also public normal_behavior
    @   assignable \nothing;
    @   ensures \result == 4096L * ground.outside + 8L * root;
    @ pure
    @*/
  @Override
  public long rootLocation(int root) {
    return 4096L * ground.outside + 8L * root;
  }

  /** Whether a region is open. */
  /*@ private normal_behavior
    @   requires tree.place.length == tree.order.length;
    @   assignable \nothing;
    @   ensures \result == (0 <= region && region < tree.order.length && tree.place[(int) region] < tree.open);
    @ spec_public pure helper
    @*/
  private boolean isOpen(long region) {
    return 0 <= region && region < tree.order.length && tree.place[(int) region] < tree.open;
  }

  /*@ private normal_behavior
    @   requires tree.place.length == tree.order.length && isOpen(region);
    @ also private exceptional_behavior
    @   requires tree.place.length == tree.order.length && !isOpen(region);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private void requireOpen(long region) {
    if (!isOpen(region)) {
      throw new InvalidRequestException("the region is not open");
    }
  }

  /*@ private normal_behavior
    @   requires 0 <= size;
    @ also private exceptional_behavior
    @   requires size < 0;
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireSize(long size) {
    if (size < 0) {
      throw new InvalidRequestException("negative size");
    }
  }

  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST && ground.outside < ground.owner.length;
    @   requires target == NONE || ownerAt(target) != NONE;
    @ also private exceptional_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST && ground.outside < ground.owner.length;
    @   requires target != NONE && ownerAt(target) == NONE;
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private void requireTarget(long target) {
    if (target != NONE && ownerAt(target) == NONE) {
      throw new InvalidRequestException("the target belongs to no region");
    }
  }

  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST && ground.outside < ground.owner.length;
    @   requires 0 <= l && l < ground.home.length && 0 <= ground.home[l] && ground.home[l] <= ground.outside;
    @   requires target == NONE || ownerAt(target) != NONE && ownerAt(target) == ground.owner[ground.home[l]];
    @ also private exceptional_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST && ground.outside < ground.owner.length;
    @   requires 0 <= l && l < ground.home.length && 0 <= ground.home[l] && ground.home[l] <= ground.outside;
    @   requires target != NONE && (ownerAt(target) == NONE || ownerAt(target) != ground.owner[ground.home[l]]);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private void requireSame(int l, long target) {
    int owner = ownerAt(target);
    if (target != NONE && (owner == Space.NONE || owner != ground.owner[ground.home[l]])) {
      throw new InvalidRequestException("the target is not in the location's region");
    }
  }

  /*@ private normal_behavior
    @   requires above < tree.order.length && r < tree.order.length;
    @   requires 0 <= r ==> tree.place[r] < tree.open;
    @   requires target == NONE || 0 <= above && 0 <= r && tree.holds(above, r);
    @ also private exceptional_behavior
    @   requires above < tree.order.length && r < tree.order.length;
    @   requires 0 <= r ==> tree.place[r] < tree.open;
    @   requires target != NONE && (above < 0 || r < 0 || !tree.holds(above, r));
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  private void requireAbove(int above, int r, long target) {
    if (target != NONE && (above < 0 || r < 0 || !tree.holds(above, r))) {
      throw new InvalidRequestException("the target is in no ancestor of the location's region");
    }
  }

  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside < ground.top.length && ground.home.length <= 537919488;
    @   requires (\forall int l; 0 <= l && l < ground.home.length; 0 <= ground.home[l] && ground.home[l] <= ground.outside);
    @   requires 0 <= locationAt(location);
    @   ensures \result == locationAt(location);
    @ also private exceptional_behavior
    @   requires 0 <= ground.outside && ground.outside < ground.top.length && ground.home.length <= 537919488;
    @   requires (\forall int l; 0 <= l && l < ground.home.length; 0 <= ground.home[l] && ground.home[l] <= ground.outside);
    @   requires locationAt(location) < 0;
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private int requireLocation(long location) {
    int l = locationAt(location);
    if (l < 0) {
      throw new InvalidRequestException("no location is there");
    }
    return l;
  }

  /** The region of a byte, or {@link #NONE}. */
  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST && ground.outside < ground.owner.length;
    @   assignable \nothing;
    @   ensures address < 0 || 4096L * ground.outside <= address ==> \result == Space.NONE;
    @   ensures (\forall int p; 0 <= p && p < ground.outside
    @     && 4096L * p <= address && address < 4096L * p + 4096; \result == ground.owner[p]);
    @ spec_public pure helper
    @*/
  private int ownerAt(long address) {
    return address < 0 || address >= 4096L * ground.outside ? Space.NONE : ground.owner[Units.page(address)];
  }

  /** The page of a target; of null it is the one outside. */
  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside <= MOST;
    @   requires target == NONE || 0 <= target && target < 4096L * ground.outside;
    @   assignable \nothing;
    @   ensures 0 <= \result && (\result == ground.outside) == (target == NONE) && \result <= ground.outside;
    @   ensures target != NONE ==> 4096L * \result <= target && target < 4096L * \result + 4096;
    @ spec_public pure helper
    @*/
  private int pageOf(long target) {
    return target == NONE ? ground.outside : Units.page(target);
  }

  /** The word that is a location's, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= ground.outside && ground.outside < ground.top.length && ground.home.length <= 537919488;
    @   requires (\forall int l; 0 <= l && l < ground.home.length; 0 <= ground.home[l] && ground.home[l] <= ground.outside);
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < ground.home.length;
    @   ensures 0 <= \result ==> 8L * \result == location
    @     && (ground.home[\result] == ground.outside || \result < ground.top[ground.home[\result]]);
    @   ensures \result < 0 ==> (\forall int l; 0 <= l && l < ground.home.length && 8L * l == location;
    @     ground.home[l] != ground.outside && ground.top[ground.home[l]] <= l);
    @ spec_public pure helper
    @*/
  private int locationAt(long location) {
    if (location < 0 || location >= 8L * ground.home.length) {
      return -1;
    }
    int l = (int) Units.past(location);
    return 8L * l == location && (ground.home[l] == ground.outside || l < ground.top[ground.home[l]]) ? l : -1;
  }
}
