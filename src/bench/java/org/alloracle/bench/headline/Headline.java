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
  FRAGMENTS("vmem among a million free fragments / among ten", "near 1") {
    @Override
    double ratio(int scale) {
      return Fragments.latency(scale);
    }
  },
  LAYERS("a stack of layers / the same fused by hand", "at most 1.1") {
    @Override
    double ratio(int scale) {
      return Layers.replace(scale);
    }
  },
  LAYERS_NOISE("the heap fused by hand / a copy of it: what differs from 1 is noise", "1") {
    @Override
    double ratio(int scale) {
      return Layers.noise(scale);
    }
  },
  REMOTE_FREES("frees sent home in batches / frees under a lock, two threads", "below 1") {
    @Override
    double ratio(int scale) {
      return RemoteFrees.batched(scale);
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
