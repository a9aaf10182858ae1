package org.alloracle.fast.jemalloc;

import org.jspecify.annotations.Nullable;

/** A walk over all of an {@link Arena}. */
final class Inspection {
  private final Arena arena;
  private final int[] seen = new int[Classes.BINS * Arena.STATES];

  Inspection(Arena arena) {
    this.arena = arena;
  }

  void run() {
    @Nullable Chunk[] chunks = arena.chunks;
    for (int c = 0; c < chunks.length; c++) {
      Chunk chunk = chunks[c];
      int rating = 0;
      if (chunk != null) {
        require(arena.space.owner(c) == arena, "CONTAINMENT", "not the arena's: chunk", c);
        require(chunk.number == c, "METADATA", "the number of chunk", c);
        walk(chunk);
        rating = chunk.largest() + 1;
      }
      require(
          arena.best[chunks.length + c] == rating, "METADATA", "the greatest order of chunk", c);
    }
    for (int node = 1; node < chunks.length; node++) {
      require(
          arena.best[node] == Math.max(arena.best[2 * node], arena.best[2 * node + 1]),
          "METADATA",
          "the greatest order below node",
          node);
    }
    for (int bin = 0; bin < Classes.BINS; bin++) {
      bin(bin);
    }
  }

  private void walk(Chunk chunk) {
    require(
        arena.runOf(at(chunk, 0)) == null,
        "DISJOINTNESS",
        "a run over the header of chunk",
        chunk.number);
    int used = 0;
    boolean[] free = new boolean[chunk.pages];
    int orders = 0;
    for (int order = 0; 1 << order < chunk.pages; order++) {
      for (int page = 0; page < chunk.pages; page += 1 << order) {
        int node = (chunk.pages + page) >> order;
        if (chunk.isFree(node)) {
          orders |= 1 << order;
          require(!chunk.isFree(node ^ 1), "COALESCING", "free beside its free buddy: page", page);
          for (int i = page; i < page + (1 << order); i++) {
            require(!free[i], "METADATA", "in two free runs: page", i);
            free[i] = true;
          }
        }
      }
    }
    require(!chunk.isFree(1), "METADATA", "node 1 is free in chunk", chunk.number);
    require(chunk.orders == orders, "METADATA", "the orders of chunk", chunk.number);
    for (int page = 1; page < chunk.pages; page++) {
      Run run = arena.runOf(at(chunk, page));
      require(free[page] == (run == null), "CONSERVATION", "neither free nor in use: page", page);
      if (run != null) {
        long at = at(chunk, page);
        require(
            run.start <= at && at < run.start + ((long) Classes.PAGE << run.order),
            "METADATA",
            "the page map at",
            at);
        used++;
        if (at == run.start) {
          require((page & (1 << run.order) - 1) == 0, "ALIGNMENT", "the run at", at);
          run(run);
        }
      }
    }
    require(used == chunk.used && used > 0, "CONSERVATION", "pages in use of chunk", chunk.number);
  }

  private long at(Chunk chunk, int page) {
    return ((long) chunk.number << arena.chunkBits) + ((long) page << Classes.PAGE_BITS);
  }

  private void run(Run run) {
    int free = 0;
    for (int at = 0; at < run.words(); at++) {
      free += Long.bitCount(run.word(at));
      require(at >= run.hint || run.word(at) == 0, "METADATA", "the hint of", run.start);
    }
    require(free == run.free, "CONSERVATION", "the free regions of", run.start);
    if (run.bin == Run.LARGE) {
      require(free == 0, "METADATA", "a large run is free at", run.start);
      return;
    }
    int n = run.regions;
    require(
        run.first + (long) n * run.size == run.start + ((long) Classes.PAGE << run.order)
            && run.first >= run.start + Classes.HEADER,
        "DISJOINTNESS",
        "regions over the header of",
        run.start);
    boolean within =
        switch (run.state) {
          case Run.INIT -> free > 3 * (n / 4) && arena.current[run.bin] == run;
          case Run.Q0 -> free > n / 2 && free < n;
          case Run.Q25 -> free > n / 4 && free < 3 * (n / 4);
          case Run.Q50 -> free > 0 && free < n / 2;
          case Run.Q75 -> free > 0 && free < n / 4;
          default -> free == 0;
        };
    require(within, "METADATA", "state " + run.state + " of", run.start);
    seen[run.bin * Arena.STATES + run.state]++;
  }

  private void bin(int bin) {
    Run current = arena.current[bin];
    require(
        current == null || (current.bin == bin && current.free > 0),
        "METADATA",
        "the current run of bin",
        bin);
    for (int state = 0; state < Arena.STATES; state++) {
      Run head = arena.rings[bin * Arena.STATES + state];
      int count = 0;
      for (Run run = head.next; run != head; run = run.next) {
        require(
            run.state == state
                && run.bin == bin
                && run.next.previous == run
                && count < seen[bin * Arena.STATES + state], // else it circles past its head
            "METADATA",
            "a ring of bin",
            bin);
        count++;
      }
      boolean ring = state != Run.INIT && state != Run.Q100;
      require(
          count == (ring ? seen[bin * Arena.STATES + state] : 0),
          "METADATA",
          "runs on ring " + state + " of bin",
          bin);
    }
  }

  private static void require(boolean holds, String clause, String what, long where) {
    if (!holds) {
      throw new AssertionError(clause + ": " + what + " " + where);
    }
  }
}
