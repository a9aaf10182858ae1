package org.alloracle.reference.jemalloc;

/** A {@link Strip}, of which users see little more than ranges: the products stay below. */
public final class Shape {
  final /*@ spec_public @*/ Strip strip;

  /*@ // METADATA: said again for the users
    @ public invariant 2 <= strip.size && strip.size <= 2048 && 31 <= strip.regions && strip.regions <= 2048;
    @ public invariant Geometry.HEADER <= strip.first && strip.first < Geometry.HEADER + strip.size;
    @*/

  /** What users see of a layout. */
  /*@ public normal_behavior
    @   ensures this.strip == strip;
    @ pure
    @*/
  public Shape(Strip strip) {
    this.strip = strip;
  }

  /** The layout of a run whose regions have so many bytes. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048;
    @   old int pages = Geometry.pages(size);
    @   old int regions = Geometry.regions(size);
    @   old int first = Geometry.first(size);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.strip.size == size && \result.strip.pages == pages;
    @   ensures \result.strip.regions == regions && \result.strip.first == first;
    @   ensures \invariant_for(\result);
    @*/
  public static Shape of(int size) {
    int pages = Geometry.pages(size);
    int regions = Geometry.regions(size);
    int first = Geometry.first(size);
    return new Shape(new Strip(size, pages, regions, first));
  }

  /** Where in the run a region starts. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < strip.regions;
    @   assignable \nothing;
    @   ensures \result == strip.first + x * strip.size && Geometry.HEADER <= \result && \result <= 65534;
    @ pure
    @*/
  public int at(int x) {
    return strip.at(x);
  }

  // A region lies at an alignment of at most half a page that divides its size.
  /*@ public normal_behavior
    @   requires 0 <= x && x < strip.regions && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) strip.size, alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) at(x), alignment) == 0;
    @ pure model public boolean aligned(int x, long alignment) { return strip.aligned(x, alignment); }
    @*/
}
