package org.alloracle.reference.layout;

/**
 * A size: what is used, and padding up to a multiple of an alignment. It never changes. A class of its own,
 * so that only its proofs see the division.
 */
public final class Padding {
  final /*@ spec_public @*/ long used;
  final /*@ spec_public @*/ long grain;
  final /*@ spec_public @*/ long size;

  /*@ // ALIGNMENT; POLICY: the least such size
    @ public invariant 0 <= used && 1 <= grain && used <= size && size < used + grain && size % grain == 0;
    @*/

  /** Pads. */
  /*@ normal_behavior
    @   requires 0 <= used && used <= 1048576 && 1 <= grain && grain <= 4096;
    @   ensures this.used == used && this.grain == grain && used <= size && size < used + grain;
    @ pure
    @*/
  Padding(long used, long grain) {
    this.used = used;
    this.grain = grain;
    size = Grid.up(used, grain);
  }
}
