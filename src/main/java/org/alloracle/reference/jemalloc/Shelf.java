package org.alloracle.reference.jemalloc;

/** The {@link SmallRuns}, of whose runs the users see little more than that they are there. */
public final class Shelf {
  final /*@ spec_public @*/ SmallRuns small;

  /*@ // METADATA: said again for the users
    @ public invariant small.runs.length == small.bins.bin.length;
    @ public invariant small.runs.length == small.bins.state.length && small.runs.length == small.bins.since.length;
    @ public invariant small.bins.current.length == SizeClasses.BINS;
    @ public invariant small.bins.current != small.bins.bin && small.bins.current != small.bins.state
    @   && small.bins.bin != small.bins.state;
    @ public invariant (\forall int p; 0 <= p && p < small.runs.length;
    @   Bins.NONE <= small.bins.bin[p] && small.bins.bin[p] < SizeClasses.BINS);
    @ public invariant (\forall int p; 0 <= p && p < small.runs.length && small.bins.bin[p] != Bins.NONE;
    @   small.runs[p] != null);
    @*/

  /** No runs. */
  /*@ public normal_behavior
    @   requires 0 <= pages;
    @   ensures small.runs.length == pages;
    @   ensures (\forall int p; 0 <= p && p < pages; small.bins.bin[p] == Bins.NONE);
    @   ensures \fresh(small) && \fresh(small.runs);
    @   ensures \fresh(small.bins.current) && \fresh(small.bins.bin) && \fresh(small.bins.state);
    @   ensures \fresh(small.bins.since);
    @ pure
    @*/
  public Shelf(int pages) {
    small = new SmallRuns(pages);
  }

  /** The run that a bin serves from, the current or the next; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < small.runs.length;
    @   ensures 0 <= \result ==> small.bins.bin[\result] == bin && small.bins.state[\result] != Fullness.Q100;
    @   ensures 0 <= \result ==> small.bins.current[bin] == \result || small.bins.current[bin] == Bins.NONE;
    @   ensures \result < 0 ==> small.bins.current[bin] == Bins.NONE;
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
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires small.bins.state[page] != Fullness.Q100;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < small.runs[page].order.length;
    @   ensures small.runs[page].place.length == small.runs[page].order.length;
    @   ensures small.runs[page].live <= small.runs[page].place[\result];
    @ also private normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires small.bins.state[page] != Fullness.Q100;
    @   assignable \nothing;
    @   ensures \result == small.lowest(page); // POLICY
    @ pure
    @*/
  public int lowest(int page) {
    return small.lowest(page);
  }

  /** The address of a region of a run. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < small.runs[page].order.length;
    @   assignable \nothing;
    @   ensures 4096L * page + Geometry.HEADER <= \result && \result <= 4096L * page + 65534;
    @ also private normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < small.runs[page].order.length;
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
    @   requires 0 <= page && page < small.runs.length && 0 <= offset && offset <= 2147483647;
    @   assignable \nothing;
    @   ensures -1 <= \result && (small.bins.bin[page] == Bins.NONE ==> \result == (offset == 0 ? 0 : -1));
    @   ensures small.bins.bin[page] != Bins.NONE && 0 <= \result ==> \result < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length
    @     && small.runs[page].place[\result] < small.runs[page].live;
    @ also private normal_behavior
    @   requires 0 <= page && page < small.runs.length && 0 <= offset && offset <= 2147483647;
    @   assignable \nothing;
    @   ensures \result == small.regionAt(page, offset); // VALID_FREE
    @ pure
    @*/
  public int regionAt(int page, long offset) {
    return small.regionAt(page, offset);
  }

  /** Takes a free region of a run, which becomes the current one. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= page && page < small.runs.length;
    @   requires small.bins.current[bin] == page || small.bins.current[bin] == Bins.NONE;
    @   requires small.bins.bin[page] == bin && small.bins.state[page] != Fullness.Q100;
    @   requires 0 <= x && x < small.runs[page].order.length && x < small.runs[page].place.length;
    @   requires small.runs[page].live <= small.runs[page].place[x];
    @   assignable small.runs[page], small.bins.*, small.bins.current[bin], small.bins.state[page],
    @     small.bins.since[page];
    @   ensures small.runs[page] != null && small.runs[page].order.length == \old(small.runs[page].order.length)
    @     && small.runs[page].place.length == small.runs[page].order.length;
    @   ensures 0 <= x && x < small.runs[page].order.length && small.runs[page].place[x] < small.runs[page].live;
    @   ensures small.runs[page].shape == \old(small.runs[page].shape);
    @   ensures small.runs[page].node == \old(small.runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < small.runs[page].order.length && y != x;
    @     (small.runs[page].place[y] < small.runs[page].live)
    @     == \old(small.runs[page].place[y] < small.runs[page].live)); // FRAME
    @*/
  public void serve(int bin, int page, int x) {
    small.serve(bin, page, x);
  }

  /** A fresh run, which is the current one of a bin that had none; the address of its first region, which is taken. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && small.bins.current[bin] == Bins.NONE;
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] == Bins.NONE;
    @   old int first = Sizing.first(bin);
    @   assignable small.runs[page], small.bins.*, small.bins.current[bin], small.bins.bin[page],
    @     small.bins.state[page], small.bins.since[page];
    @   ensures \result == 4096L * page + first;
    @   ensures small.runs[page] != null && 0 < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length;
    @   ensures small.bins.bin[page] == bin && small.runs[page].place[0] < small.runs[page].live;
    @   ensures small.runs[page].node == node && small.runs[page].shape.strip.first == first;
    @*/
  public long begin(int bin, int page, int node) {
    int first = Sizing.first(bin);
    Shape shape = Sizing.shape(bin);
    small.begin(bin, page, shape, node);
    return page * (long) SizeClasses.PAGE + first;
  }

  /** Gives a live region of a run back; whether the run is gone, for it emptied, and was not fresh. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < small.runs[page].order.length && x < small.runs[page].place.length;
    @   requires small.runs[page].place[x] < small.runs[page].live;
    @   assignable small.runs[page], small.bins.*, small.bins.current[*], small.bins.bin[page],
    @     small.bins.state[page], small.bins.since[page];
    @   ensures small.runs[page] != null && small.runs[page].order.length == \old(small.runs[page].order.length)
    @     && small.runs[page].place.length == small.runs[page].order.length;
    @   ensures x < small.runs[page].order.length && small.runs[page].live <= small.runs[page].place[x]; // REUSE
    @   ensures small.runs[page].shape == \old(small.runs[page].shape);
    @   ensures small.runs[page].node == \old(small.runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < small.runs[page].order.length && y != x;
    @     (small.runs[page].place[y] < small.runs[page].live)
    @     == \old(small.runs[page].place[y] < small.runs[page].live)); // FRAME
    @   ensures \result == (small.runs[page].state == Fullness.EMPTY); // POLICY
    @   ensures small.bins.bin[page] == (\result ? Bins.NONE : \old(small.bins.bin[page]));
    @   ensures !\result ==> small.bins.state[page] == small.runs[page].state;
    @*/
  public boolean give(int page, int x) {
    return small.give(page, x);
  }
}
