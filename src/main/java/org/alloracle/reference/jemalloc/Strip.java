package org.alloracle.reference.jemalloc;

/** The layout of a run, in numbers that never change: a header, and as many regions as fit, at its end. */
public final class Strip {
  /** Bytes of a region. */
  final /*@ spec_public @*/ int size;

  final /*@ spec_public @*/ int pages;
  final /*@ spec_public @*/ int regions;

  /** Where in the run the first region starts. */
  final /*@ spec_public @*/ int first;

  /*@ // METADATA: the numbers are those of Geometry
    @ public invariant 2 <= size && size <= 2048 && 31 <= regions && regions <= 2048;
    @ public invariant pages == (size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16);
    @ // DISJOINTNESS: of header and regions; CONSERVATION: as many as fit
    @ public invariant Geometry.HEADER <= first && first < Geometry.HEADER + size;
    @ public invariant first + regions * size == 4096 * pages; // CONTAINMENT
    @*/

  /** Such a layout. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048 && 31 <= regions && regions <= 2048;
    @   requires pages == (size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16);
    @   requires Geometry.HEADER <= first && first < Geometry.HEADER + size;
    @   requires first + regions * size == 4096 * pages;
    @   ensures this.size == size && this.pages == pages && this.regions == regions && this.first == first;
    @ pure
    @*/
  public Strip(int size, int pages, int regions, int first) {
    this.size = size;
    this.pages = pages;
    this.regions = regions;
    this.first = first;
  }

  /** Where in the run a region starts. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < regions;
    @   assignable \nothing;
    @   ensures \result == first + x * size;
    @   ensures Geometry.HEADER <= \result && \result + size <= 4096 * pages; // CONTAINMENT
    @ pure
    @*/
  public int at(int x) {
    //@ assert 0 <= x * size && 0 <= (regions - 1 - x) * size;
    return first + x * size;
  }
}
