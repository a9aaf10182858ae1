package org.alloracle.bench.headline;

/** A result of a design's paper, as a ratio that can be measured here. */
enum Headline {
  MAGAZINE_PAIR("magazines / locked slab, an allocate and a free", "at most 0.5") {
    @Override
    double ratio(int scale) {
      return Magazines.pair(scale);
    }
  },
  MAGAZINE_MISSES("trips to the depot x M / operations, the worst of six workloads", "at most 1") {
    @Override
    double ratio(int scale) {
      return Magazines.misses(scale);
    }
  },
  HOT_COLD("hot fields apart / whole records, a walk along pointers", "below 1") {
    @Override
    double ratio(int scale) {
      return HotCold.walk(scale);
    }
  };

  final String claim;
  final String goal;

  Headline(String claim, String goal) {
    this.claim = claim;
    this.goal = goal;
  }

  /**
   * Measures, in a JVM of its own.
   *
   * @param scale 1 for a smoke run, more for longer ones
   */
  abstract double ratio(int scale);
}
