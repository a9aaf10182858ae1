package org.alloracle.fast.region;

import java.util.Arrays;

/**
 * The tables of what the locations of pages hold, made when a page first holds a pointer. An entry
 * is an address and 1, or 0 for null; a table that is not in use holds only nulls. Confined to one
 * thread.
 */
final class Cells {
  private long[][] tables = new long[4][];
  private int[] spare = new int[4];
  private int made;
  private int spares;

  /** A table of nulls. */
  int take() {
    if (spares > 0) {
      return spare[--spares];
    }
    if (made == tables.length) {
      tables = Arrays.copyOf(tables, 2 * made);
      spare = Arrays.copyOf(spare, 2 * made);
    }
    tables[made] = new long[RegionUnits.WORDS];
    return made++;
  }

  long[] table(int number) {
    return tables[number];
  }

  /** Gives back a table whose entries are null again. */
  void give(int number) {
    spare[spares++] = number;
  }

  int inUse() {
    return made - spares;
  }

  /** Demands that the tables not in use hold only nulls. */
  void check() {
    for (int i = 0; i < spares; i++) {
      for (long entry : tables[spare[i]]) {
        Pages.demand(entry == 0, "a table that is not in use holds only nulls");
      }
    }
  }
}
