package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Multiples;

/**
 * How a run of a small class is laid out: a header, and the regions at the run's end. So a region's
 * alignment is that of its size.
 */
public final class Geometry {
  /** Bytes of a run's header, as large as the table in the paper tells. */
  public static final int HEADER = 312;

  private Geometry() {}

  /** The pages of a run whose regions have so many bytes: as for 1024 regions, but from 1 to 16. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048;
    @   assignable \nothing;
    @   ensures \result == 1 || \result == 2 || \result == 4 || \result == 8 || \result == 16;
    @   ensures \result == (size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16);
    @   ensures size * 2048 >= \result * 4096 && size <= \result * 128;
    @ pure helper
    @*/
  public static int pages(int size) {
    return size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16;
  }

  /** The regions of a run. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048;
    @   assignable \nothing;
    @   ensures 31 <= \result && \result <= 2048;
    @   ensures \result * size <= 4096 * pages(size) - HEADER;
    @   ensures 4096 * pages(size) - HEADER < \result * size + size; // CONSERVATION: as many as fit
    @   // The paper's table.
    @   ensures size == 2 ==> \result == 1892;
    @   ensures size == 4 ==> \result == 946;
    @   ensures size == 8 ==> \result == 985;
    @   ensures size == 16 ==> \result == 1004;
    @   ensures size == 32 ==> \result == 1014;
    @   ensures size == 64 ==> \result == 1019;
    @   ensures size == 128 ==> \result == 509;
    @   ensures size == 256 ==> \result == 254;
    @   ensures size == 512 ==> \result == 127;
    @   ensures size == 1024 ==> \result == 63;
    @   ensures size == 2048 ==> \result == 31;
    @ pure helper
    @*/
  public static int regions(int size) {
    return (4096 * pages(size) - HEADER) / size;
  }

  /** Where in a run the first region starts: after the header. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048;
    @   assignable \nothing;
    @   ensures HEADER <= \result && \result < HEADER + size; // DISJOINTNESS: of header and regions
    @   ensures \result + regions(size) * size == 4096 * pages(size); // METADATA
    @ pure helper
    @*/
  public static int first(int size) {
    return 4096 * pages(size) - regions(size) * size;
  }

  /** Where in a run a region starts. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048 && 0 <= region && region < regions(size);
    @   assignable \nothing;
    @   ensures \result == first(size) + region * size;
    @   ensures HEADER <= \result && \result + size <= 4096 * pages(size); // CONTAINMENT
    @ pure helper
    @*/
  public static int offset(int size, int region) {
    return first(size) + region * size;
  }

  /** The region that starts so many bytes into a run, or -1. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < regions(size);
    @   ensures 0 <= \result ==> at == offset(size, \result);
    @   ensures \result < 0 ==> (\forall int i; 0 <= i && i < regions(size); at != offset(size, i)); // VALID_FREE
    @ pure helper
    @*/
  public static int region(int size, int at) {
    int i = regions(size) - 1;
    /*@ loop_invariant -1 <= i && i < regions(size);
      @ loop_invariant (\forall int k; i < k && k < regions(size); at != offset(size, k));
      @ loop_writes i;
      @ decreases i;
      @*/
    while (0 <= i && at != offset(size, i)) {
      i = i - 1;
    }
    return i;
  }

  // Two regions share no byte.
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048 && 0 <= i && i < j && j < regions(size);
    @   ensures \result && offset(size, i) + size <= offset(size, j); // DISJOINTNESS
    @ pure model public static boolean apart(int size, int i, int j) { return true; }
    @*/
}
