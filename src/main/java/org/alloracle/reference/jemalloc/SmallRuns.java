package org.alloracle.reference.jemalloc;

/** The runs of the small classes, by their first page, and what the bins know of them. */
public final class SmallRuns {
  final /*@ spec_public @*/ Bins bins;

  /** One that is gone stays here until it is replaced. */
  final /*@ spec_public @*/ Run[] runs;

  /*@ // METADATA: a run of a bin has regions of the bin's size, and its state is that of the bins
    @ public invariant runs.length == bins.bin.length && bins.current.length == SizeClasses.BINS;
    @ public invariant runs.length == bins.state.length && runs.length == bins.since.length;
    @ public invariant bins.current != bins.bin && bins.current != bins.state && bins.bin != bins.state;
    @ public invariant (\forall int p; 0 <= p && p < runs.length;
    @   Bins.NONE <= bins.bin[p] && bins.bin[p] < SizeClasses.BINS);
    @ public invariant (\forall int p; 0 <= p && p < runs.length && bins.bin[p] != Bins.NONE;
    @   runs[p] != null && \invariant_for(runs[p]) && runs[p].state == bins.state[p]
    @   && bins.state[p] <= Fullness.Q100
    @   && runs[p].shape.strip.size == (bins.bin[p] == 0 ? 2 : bins.bin[p] == 1 ? 4 : bins.bin[p] == 2 ? 8
    @     : bins.bin[p] <= 34 ? 16 * (bins.bin[p] - 2) : bins.bin[p] == 35 ? 1024 : 2048));
    @*/

  /** No runs. */
  /*@ public normal_behavior
    @   requires 0 <= pages;
    @   ensures runs.length == pages && (\forall int p; 0 <= p && p < pages; bins.bin[p] == Bins.NONE);
    @   ensures (\forall int b; 0 <= b && b < SizeClasses.BINS; bins.current[b] == Bins.NONE);
    @   ensures \invariant_for(bins) && \fresh(runs);
    @   ensures \fresh(bins.current) && \fresh(bins.bin) && \fresh(bins.state) && \fresh(bins.since);
    @   ensures bins.now == 0;
    @ pure
    @*/
  public SmallRuns(int pages) {
    bins = new Bins(SizeClasses.BINS, pages);
    runs = new Run[pages];
  }

  /** The run that a bin serves from, the current or the next; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < bins.current.length;
    @   assignable \nothing;
    @   ensures \result == (bins.current[bin] != Bins.NONE ? bins.current[bin] : bins.next(bin)); // POLICY
    @   ensures -1 <= \result && \result < runs.length;
    @   ensures \result >= 0 ==> bins.bin[\result] == bin && bins.state[\result] != Fullness.Q100;
    @ pure
    @*/
  public int serving(int bin) {
    return bins.current[bin] != Bins.NONE ? bins.current[bin] : bins.next(bin);
  }

  /** The free region with the lowest address of a run. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= runs[page].order.length;
    @   ensures (\forall int y; 0 <= y && y < \result; runs[page].place[y] < runs[page].live); // POLICY
    @   ensures bins.state[page] != Fullness.Q100 ==> \result < runs[page].order.length
    @     && runs[page].live <= runs[page].place[\result];
    @ pure
    @*/
  public int lowest(int page) {
    return runs[page].lowest();
  }

  /**
   * The region that starts so many bytes into the run at a page, if it is live, or else -1. A page at
   * which no small run starts counts as a region of its own.
   */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && 0 <= offset && offset <= 2147483647;
    @   assignable \nothing;
    @   ensures -1 <= \result && (bins.bin[page] == Bins.NONE ==> \result == (offset == 0 ? 0 : -1));
    @   ensures bins.bin[page] != Bins.NONE && 0 <= \result ==> \result < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length && runs[page].place[\result] < runs[page].live;
    @ also private normal_behavior
    @   requires 0 <= page && page < runs.length && 0 <= offset && offset <= 2147483647;
    @   requires bins.bin[page] != Bins.NONE;
    @   assignable \nothing;
    @   ensures \result == (runs[page].live(Geometry.region(runs[page].shape.strip.size, (int) offset))
    @     ? Geometry.region(runs[page].shape.strip.size, (int) offset) : -1); // VALID_FREE
    @ pure
    @*/
  public int regionAt(int page, long offset) {
    if (bins.bin[page] == Bins.NONE) {
      return offset == 0 ? 0 : -1;
    }
    int region = Geometry.region(runs[page].shape.strip.size, (int) offset);
    return runs[page].live(region) ? region : -1;
  }

  /** Where in a run a region starts. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length;
    @   assignable \nothing;
    @   ensures \result == runs[page].shape.strip.first + x * runs[page].shape.strip.size;
    @   ensures Geometry.HEADER <= \result && \result <= 65534;
    @ pure
    @*/
  public int at(int page, int x) {
    return runs[page].at(x);
  }

  /** Makes a run the current one of its bin, if that has none. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < bins.current.length && 0 <= page && page < runs.length;
    @   requires bins.current[bin] == page || bins.current[bin] == Bins.NONE;
    @   requires bins.bin[page] == bin && bins.state[page] != Fullness.Q100;
    @   assignable bins.current[bin];
    @   ensures bins.current[bin] == page;
    @   ensures \invariant_for(bins);
    @*/
  public void choose(int bin, int page) {
    if (bins.current[bin] != page) {
      bins.choose(bin, page);
    }
  }

  /** Puts a run at its page, and notes its state. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires \invariant_for(next) && next.shape == runs[page].shape;
    @   requires next.state != Fullness.EMPTY && (next.state == Fullness.INIT ==> bins.state[page] == next.state);
    @   old int bin = bins.bin[page];
    @   assignable runs[page], bins.*, bins.current[bins.bin[page]], bins.state[page], bins.since[page];
    @   ensures runs[page] == next && bins.state[page] == next.state;
    @   ensures bins.current[bin] == (next.state == Fullness.Q100 && \old(bins.current[bin]) == page
    @     ? Bins.NONE : \old(bins.current[bin]));
    @   ensures bins.now == (\old(bins.state[page]) == next.state || \old(bins.now) == Long.MAX_VALUE
    @     ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == (\old(bins.state[page]) == next.state ? \old(bins.since[page]) : bins.now);
    @   ensures \invariant_for(bins) && \invariant_for(next);
    @*/
  private void put(int page, Run next) {
    bins.moved(page, next.state);
    runs[page] = next;
  }

  /** Takes a free region of a run. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires bins.state[page] != Fullness.Q100;
    @   requires 0 <= x && x < runs[page].order.length && runs[page].live <= runs[page].place[x];
    @   old int bin = bins.bin[page];
    @   old int after = Fullness.fuller(runs[page].state, runs[page].order.length,
    @     (int) (runs[page].order.length - runs[page].live - 1));
    @   assignable runs[page], bins.*, bins.current[bins.bin[page]], bins.state[page], bins.since[page];
    @   ensures runs[page] != null && runs[page].order.length == \old(runs[page].order.length)
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures 0 <= x && x < runs[page].order.length && runs[page].place[x] < runs[page].live;
    @   ensures runs[page].shape == \old(runs[page].shape) && runs[page].node == \old(runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != x;
    @     (runs[page].place[y] < runs[page].live) == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures runs[page].live == \old(runs[page].live) + 1 && runs[page].state == after; // POLICY
    @   ensures bins.state[page] == after;
    @   ensures bins.current[bin] == (after == Fullness.Q100 && \old(bins.current[bin]) == page
    @     ? Bins.NONE : \old(bins.current[bin])); // POLICY
    @   ensures bins.now == (\old(bins.state[page]) == after || \old(bins.now) == Long.MAX_VALUE
    @     ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == (\old(bins.state[page]) == after ? \old(bins.since[page]) : bins.now); // POLICY
    @   ensures \invariant_for(bins);
    @*/
  public void take(int page, int x) {
    put(page, runs[page].taken(x));
  }

  /** Gives a live region of a run back; whether the run is gone, for it emptied, and was not fresh. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length && runs[page].place[x] < runs[page].live;
    @   old int bin = bins.bin[page];
    @   old int after = Fullness.emptier(runs[page].state, runs[page].order.length,
    @     (int) (runs[page].order.length - runs[page].live + 1));
    @   assignable runs[page], bins.*, bins.current[bins.bin[page]], bins.bin[page], bins.state[page], bins.since[page];
    @   ensures runs[page] != null && runs[page].order.length == \old(runs[page].order.length)
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures x < runs[page].order.length && runs[page].live <= runs[page].place[x]; // REUSE
    @   ensures runs[page].shape == \old(runs[page].shape) && runs[page].node == \old(runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != x;
    @     (runs[page].place[y] < runs[page].live) == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures \result == (runs[page].state == Fullness.EMPTY); // POLICY
    @   ensures bins.bin[page] == (\result ? Bins.NONE : \old(bins.bin[page]));
    @   ensures runs[page].live == \old(runs[page].live) - 1 && runs[page].state == after; // POLICY
    @   ensures bins.state[page] == (\result ? \old(bins.state[page]) : after);
    @   ensures bins.current[bin] == (\result && \old(bins.current[bin]) == page
    @     ? Bins.NONE : \old(bins.current[bin])); // POLICY
    @   ensures bins.now == (\result || \old(bins.state[page]) == after
    @     || \old(bins.now) == Long.MAX_VALUE ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == (\result || \old(bins.state[page]) == after
    @     ? \old(bins.since[page]) : bins.now); // POLICY
    @   ensures \invariant_for(bins);
    @*/
  public boolean give(int page, int x) {
    Run next = runs[page].given(x);
    settle(page, next);
    return next.state == Fullness.EMPTY;
  }

  /** Puts a run at its page, and forgets it there if it is empty. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires \invariant_for(next) && next.shape == runs[page].shape;
    @   requires next.state == Fullness.INIT ==> bins.state[page] == next.state;
    @   old int bin = bins.bin[page];
    @   assignable runs[page], bins.*, bins.current[bins.bin[page]], bins.bin[page], bins.state[page], bins.since[page];
    @   ensures runs[page] == next;
    @   ensures bins.bin[page] == (next.state == Fullness.EMPTY ? Bins.NONE : \old(bins.bin[page]));
    @   ensures bins.state[page] == (next.state == Fullness.EMPTY ? \old(bins.state[page]) : next.state);
    @   ensures bins.current[bin] == ((next.state == Fullness.EMPTY || next.state == Fullness.Q100) && \old(bins.current[bin]) == page
    @     ? Bins.NONE : \old(bins.current[bin]));
    @   ensures bins.now == (next.state == Fullness.EMPTY || \old(bins.state[page]) == next.state
    @     || \old(bins.now) == Long.MAX_VALUE ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == (next.state == Fullness.EMPTY || \old(bins.state[page]) == next.state
    @     ? \old(bins.since[page]) : bins.now);
    @   ensures \invariant_for(bins) && \invariant_for(next);
    @*/
  private void settle(int page, Run next) {
    //@ split
    if (next.state == Fullness.EMPTY) {
      drop(page, next);
    } else {
      put(page, next);
    }
  }

  /** Puts a run at its page that is gone. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   old int bin = bins.bin[page];
    @   assignable runs[page], bins.current[bins.bin[page]], bins.bin[page];
    @   ensures runs[page] == next && bins.bin[page] == Bins.NONE;
    @   ensures bins.current[bin] == (\old(bins.current[bin]) == page ? Bins.NONE : \old(bins.current[bin]));
    @   ensures \invariant_for(bins);
    @*/
  private void drop(int page, Run next) {
    bins.gone(page);
    runs[page] = next;
  }

  /** A fresh run, which is the current one of a bin that had none. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && bins.current[bin] == Bins.NONE;
    @   requires 0 <= page && page < runs.length && bins.bin[page] == Bins.NONE;
    @   requires shape.strip.size == (bin == 0 ? 2 : bin == 1 ? 4 : bin == 2 ? 8
    @     : bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048);
    @   assignable runs[page], bins.*, bins.current[bin], bins.bin[page], bins.state[page], bins.since[page];
    @   ensures bins.current[bin] == page && bins.bin[page] == bin && bins.state[page] == Fullness.INIT;
    @   ensures runs[page] != null && runs[page].live == 0 && 0 < runs[page].order.length;
    @   ensures runs[page].shape == shape && runs[page].node == node;
    @   ensures runs[page].state == Fullness.INIT;
    @   ensures bins.now == (\old(bins.now) == Long.MAX_VALUE ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == bins.now; // POLICY
    @   ensures \invariant_for(bins);
    @*/
  public void open(int bin, int page, Shape shape, int node) {
    Run run = new Run(shape, node);
    bins.fresh(bin, page);
    runs[page] = run;
  }

  /** Takes a free region of a run, which becomes the current one. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < bins.current.length && 0 <= page && page < runs.length;
    @   requires bins.current[bin] == page || bins.current[bin] == Bins.NONE;
    @   requires bins.bin[page] == bin && bins.state[page] != Fullness.Q100;
    @   requires 0 <= x && x < runs[page].order.length && runs[page].live <= runs[page].place[x];
    @   old int after = Fullness.fuller(runs[page].state, runs[page].order.length,
    @     (int) (runs[page].order.length - runs[page].live - 1));
    @   assignable runs[page], bins.*, bins.current[bin], bins.state[page], bins.since[page];
    @   ensures runs[page] != null && runs[page].order.length == \old(runs[page].order.length)
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures 0 <= x && x < runs[page].order.length && runs[page].place[x] < runs[page].live;
    @   ensures runs[page].shape == \old(runs[page].shape) && runs[page].node == \old(runs[page].node);
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != x;
    @     (runs[page].place[y] < runs[page].live) == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures runs[page].live == \old(runs[page].live) + 1 && runs[page].state == after; // POLICY
    @   ensures bins.state[page] == after && bins.current[bin] == (after == Fullness.Q100 ? Bins.NONE : page); // POLICY
    @   ensures bins.now == (\old(bins.state[page]) == after || \old(bins.now) == Long.MAX_VALUE
    @     ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == (\old(bins.state[page]) == after ? \old(bins.since[page]) : bins.now); // POLICY
    @   ensures \invariant_for(bins);
    @*/
  public void serve(int bin, int page, int x) {
    choose(bin, page);
    take(page, x);
  }

  /** A fresh run, which is the current one of a bin that had none, and of which one region is taken. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && bins.current[bin] == Bins.NONE;
    @   requires 0 <= page && page < runs.length && bins.bin[page] == Bins.NONE;
    @   requires shape.strip.size == (bin == 0 ? 2 : bin == 1 ? 4 : bin == 2 ? 8
    @     : bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048);
    @   assignable runs[page], bins.*, bins.current[bin], bins.bin[page], bins.state[page], bins.since[page];
    @   ensures runs[page] != null && 0 < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures bins.bin[page] == bin && runs[page].place[0] < runs[page].live;
    @   ensures runs[page].shape == shape && runs[page].node == node;
    @   ensures runs[page].live == 1 && runs[page].state == Fullness.INIT; // POLICY
    @   ensures (\forall int y; 1 <= y && y < runs[page].order.length; runs[page].live <= runs[page].place[y]);
    @   ensures bins.state[page] == Fullness.INIT && bins.current[bin] == page; // POLICY
    @   ensures bins.now == (\old(bins.now) == Long.MAX_VALUE ? \old(bins.now) : \old(bins.now) + 1);
    @   ensures bins.since[page] == bins.now; // POLICY
    @   ensures \invariant_for(bins);
    @*/
  public void begin(int bin, int page, Shape shape, int node) {
    open(bin, page, shape, node);
    take(page, 0);
  }

  // A region lies at an alignment of at most half a page that divides its class.
  /*@ public normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires 0 <= x && x < runs[page].order.length && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) SizeClasses.size(bins.bin[page]), alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) at(page, x), alignment) == 0;
    @ pure model public boolean aligned(int page, int x, long alignment) { return runs[page].aligned(x, alignment); }
    @*/
}
