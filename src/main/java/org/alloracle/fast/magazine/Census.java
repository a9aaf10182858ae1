package org.alloracle.fast.magazine;

import java.util.BitSet;

/** Counts every object of a cache that no thread is using. */
final class Census {
  private final Population population;
  private final BitSet placed = new BitSet();

  Census(Population population) {
    this.population = population;
  }

  void magazine(int[] rounds, int count) {
    for (int i = 0; i < count; i++) {
      place(rounds[i], Population.READY);
    }
  }

  void place(int object, byte status) {
    require(!placed.get(object), "CONSERVATION", "object " + object + " is in two places");
    placed.set(object);
    require(
        population.status[object] == status,
        "METADATA",
        "object " + object + " has status " + population.status[object] + ", not " + status);
  }

  /** The objects that were placed nowhere are the live ones. */
  void end() {
    for (int object = 0; object < population.status.length; object++) {
      require(
          placed.get(object) != (population.status[object] == Population.LIVE),
          "CONSERVATION",
          "object " + object + " is lost");
    }
  }

  void require(boolean holds, String clause, String otherwise) {
    if (!holds) {
      throw new AssertionError(clause + ": " + otherwise);
    }
  }
}
