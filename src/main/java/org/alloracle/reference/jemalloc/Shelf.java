package org.alloracle.reference.jemalloc;

/** The {@link SmallRuns}, of whose runs the users see little more than that they are there. */
public final class Shelf {
  final /*@ spec_public @*/ SmallRuns small;

  // The arrays of those below: names that are short.
  final /*@ spec_public @*/ Run[] runs;
  final /*@ spec_public @*/ int[] current;
  final /*@ spec_public @*/ int[] binOf;
  final /*@ spec_public @*/ int[] state;
  final /*@ spec_public @*/ long[] since;

  /*@ // METADATA: said again for the users
    @ public invariant (\let int n = runs.length; runs == small.runs & current == small.bins.current & binOf == small.bins.bin & state == small.bins.state & since == small.bins.since
    @   & binOf.length == n & state.length == n & since.length == n
    @   & current.length == SizeClasses.BINS
    @   & current != binOf & current != state & binOf != state);
    @ public invariant (\forall int p; 0 <= p && p < runs.length;
    @   Bins.NONE <= binOf[p] && binOf[p] < SizeClasses.BINS);
    @ public invariant (\forall int p; 0 <= p && p < runs.length && binOf[p] != Bins.NONE;
    @   runs[p] != null);
    @*/

  /** No runs. */
  /*@ public normal_behavior
    @   requires 0 <= pages;
    @   ensures runs.length == pages;
    @   ensures (\forall int p; 0 <= p && p < pages; binOf[p] == Bins.NONE);
    @   ensures small.bins.now == 0;
    @   ensures \fresh(small) && \fresh(runs);
    @   ensures \fresh(current) && \fresh(binOf) && \fresh(state);
    @   ensures \fresh(since);
    @ pure
    @*/
  public Shelf(int pages) {
    small = new SmallRuns(pages);
    runs = small.runs;
    current = small.bins.current;
    binOf = small.bins.bin;
    state = small.bins.state;
    since = small.bins.since;
  }

  /** The run that a bin serves from, the current or the next; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < runs.length;
    @   ensures 0 <= \result ==> binOf[\result] == bin && state[\result] != Fullness.Q100;
    @   ensures 0 <= \result ==> current[bin] == \result || current[bin] == Bins.NONE;
    @   ensures \result < 0 ==> current[bin] == Bins.NONE;
    @ also private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures \result == small.serving(bin); // POLICY
    @ pure
    @*/
  public int serving(int bin) {
    return small.serving(bin);
  }

  /** The free region with the lowest address of a run that has one. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires state[page] != Fullness.Q100;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < runs[page].order.length;
    @   ensures runs[page].place.length == runs[page].order.length;
    @   ensures runs[page].live <= runs[page].place[\result];
    @ also private normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires state[page] != Fullness.Q100;
    @   assignable \nothing;
    @   ensures \result == small.lowest(page); // POLICY
    @ pure
    @*/
  public int lowest(int page) {
    return small.lowest(page);
  }

  /** The address of a region of a run. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length;
    @   assignable \nothing;
    @   ensures 4096L * page + Geometry.HEADER <= \result && \result <= 4096L * page + 65534;
    @ also private normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length;
    @   assignable \nothing;
    @   ensures \result == 4096L * page + small.at(page, x);
    @ pure
    @*/
  public long at(int page, int x) {
    return page * (long) SizeClasses.PAGE + small.at(page, x);
  }

  /**
   * The region that starts so many bytes into the run at a page, if it is live, or else -1. A page at
   * which no small run starts counts as a region of its own.
   */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && 0 <= offset && offset <= 2147483647;
    @   assignable \nothing;
    @   ensures -1 <= \result && (binOf[page] == Bins.NONE ==> \result == (offset == 0 ? 0 : -1));
    @   ensures binOf[page] != Bins.NONE && 0 <= \result ==> \result < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length
    @     && runs[page].place[\result] < runs[page].live;
    @ also private normal_behavior
    @   requires 0 <= page && page < runs.length && 0 <= offset && offset <= 2147483647;
    @   assignable \nothing;
    @   ensures \result == small.regionAt(page, offset); // VALID_FREE
    @ pure
    @*/
  public int regionAt(int page, long offset) {
    return small.regionAt(page, offset);
  }

  /** Takes a free region of a run, which becomes the current one. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= page && page < runs.length;
    @   requires current[bin] == page || current[bin] == Bins.NONE;
    @   requires binOf[page] == bin && state[page] != Fullness.Q100;
    @   requires 0 <= x && x < runs[page].order.length && x < runs[page].place.length;
    @   requires runs[page].live <= runs[page].place[x];
    @   assignable runs[page], small.bins.*, current[bin], state[page],
    @     since[page];
    @   ensures runs[page] != null && runs[page].order.length == \old(runs[page].order.length)
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures 0 <= x && x < runs[page].order.length && runs[page].place[x] < runs[page].live;
    @   ensures runs[page].shape == \old(runs[page].shape);
    @   ensures runs[page].node == \old(runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != x;
    @     (runs[page].place[y] < runs[page].live)
    @     == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures runs[page].live == \old(runs[page].live) + 1 && runs[page].state == state[page];
    @   ensures current[bin] == (state[page] == Fullness.Q100 ? Bins.NONE : page); // POLICY
    @   ensures small.bins.now == (\old(state[page]) == state[page] || \old(small.bins.now) == Long.MAX_VALUE
    @     ? \old(small.bins.now) : \old(small.bins.now) + 1);
    @   ensures since[page] == (\old(state[page]) == state[page] ? \old(since[page]) : small.bins.now); // POLICY
    @ also private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= page && page < runs.length;
    @   requires current[bin] == page || current[bin] == Bins.NONE;
    @   requires binOf[page] == bin && state[page] != Fullness.Q100;
    @   requires 0 <= x && x < runs[page].order.length && x < runs[page].place.length;
    @   requires runs[page].live <= runs[page].place[x];
    @   old int after = Fullness.fuller(runs[page].state, runs[page].order.length,
    @     (int) (runs[page].order.length - runs[page].live - 1));
    @   assignable runs[page], small.bins.*, current[bin], state[page],
    @     since[page];
    @   ensures state[page] == after; // POLICY
    @*/
  public void serve(int bin, int page, int x) {
    small.serve(bin, page, x);
  }

  /** A fresh run, which is the current one of a bin that had none; the address of its first region, which is taken. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && current[bin] == Bins.NONE;
    @   requires 0 <= page && page < runs.length && binOf[page] == Bins.NONE;
    @   old int first = Sizing.first(bin);
    @   assignable runs[page], small.bins.*, current[bin], binOf[page],
    @     state[page], since[page];
    @   ensures \result == 4096L * page + first;
    @   ensures runs[page] != null && 0 < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures binOf[page] == bin && runs[page].place[0] < runs[page].live;
    @   ensures runs[page].node == node && runs[page].shape.strip.first == first;
    @   ensures runs[page].live == 1 && runs[page].state == Fullness.INIT; // POLICY
    @   ensures (\forall int y; 1 <= y && y < runs[page].order.length;
    @     runs[page].live <= runs[page].place[y]); // FRAME
    @   ensures state[page] == Fullness.INIT && current[bin] == page; // POLICY
    @   ensures small.bins.now == (\old(small.bins.now) == Long.MAX_VALUE
    @     ? \old(small.bins.now) : \old(small.bins.now) + 1);
    @   ensures since[page] == small.bins.now; // POLICY
    @*/
  public long begin(int bin, int page, int node) {
    int first = Sizing.first(bin);
    long at = page * (long) SizeClasses.PAGE + first;
    //@ assert at == 4096L * page + first;
    Shape shape = Sizing.shape(bin);
    small.begin(bin, page, shape, node);
    return at;
  }

  /** Gives a live region of a run back; whether the run is gone, for it emptied, and was not fresh. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length && x < runs[page].place.length;
    @   requires runs[page].place[x] < runs[page].live;
    @   old int bin = binOf[page];
    @   assignable runs[page], small.bins.*, current[*], binOf[page],
    @     state[page], since[page];
    @   ensures runs[page] != null && runs[page].order.length == \old(runs[page].order.length)
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures x < runs[page].order.length && runs[page].live <= runs[page].place[x]; // REUSE
    @   ensures runs[page].shape == \old(runs[page].shape);
    @   ensures runs[page].node == \old(runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != x;
    @     (runs[page].place[y] < runs[page].live)
    @     == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures \result == (runs[page].state == Fullness.EMPTY); // POLICY
    @   ensures binOf[page] == (\result ? Bins.NONE : \old(binOf[page]));
    @   ensures !\result ==> state[page] == runs[page].state;
    @   ensures runs[page].live == \old(runs[page].live) - 1;
    @   ensures \result ==> state[page] == \old(state[page]);
    @   ensures current[bin] == (\result && \old(current[bin]) == page ? Bins.NONE : \old(current[bin])); // POLICY
    @   ensures (\forall int b; 0 <= b && b < SizeClasses.BINS && b != bin; current[b] == \old(current[b])); // FRAME
    @   ensures small.bins.now == (\old(state[page]) == state[page] || \old(small.bins.now) == Long.MAX_VALUE
    @     ? \old(small.bins.now) : \old(small.bins.now) + 1);
    @   ensures since[page] == (\old(state[page]) == state[page] ? \old(since[page]) : small.bins.now); // POLICY
    @ also private normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length && x < runs[page].place.length;
    @   requires runs[page].place[x] < runs[page].live;
    @   old int after = Fullness.emptier(runs[page].state, runs[page].order.length,
    @     (int) (runs[page].order.length - runs[page].live + 1));
    @   assignable runs[page], small.bins.*, current[*], binOf[page],
    @     state[page], since[page];
    @   ensures runs[page].state == after; // POLICY
    @*/
  public boolean give(int page, int x) {
    return small.give(page, x);
  }

  // A region lies at an alignment that divides its class.
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && page <= 1048576 && binOf[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) SizeClasses.size(binOf[page]), alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(at(page, x), alignment) == 0;
    @ pure model public boolean aligned(int page, int x, long alignment) {
    @   boolean inside = small.aligned(page, x, alignment) && Strip.page((long) page, alignment);
    @   return org.alloracle.reference.Divisors.sum((long) (4096L * page), (long) small.at(page, x), alignment);
    @ }
    @*/
}
