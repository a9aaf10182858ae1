package org.alloracle.reference.layout;

/**
 * A row, and what users need of it: that two of its fields share no byte. It never changes. A class of
 * its own, so that only its proofs compare all pairs.
 */
public final class Strip {
  final /*@ spec_public @*/ Row row;
  final /*@ spec_public @*/ long[] at;
  final /*@ spec_public @*/ long[] width;

  /*@ // METADATA
    @ public invariant at == row.at && width == row.width && at.length == width.length;
    @*/

  /** Of a row. */
  /*@ public normal_behavior
    @   ensures this.row == row && at == row.at && width == row.width;
    @ pure
    @*/
  public Strip(Row row) {
    this.row = row;
    at = row.at;
    width = row.width;
  }

  /*@ // DISJOINTNESS, CONTAINMENT
    @ public normal_behavior
    @   requires 0 <= k && k < at.length && 0 <= j && j < at.length;
    @   ensures \result && 0 <= at[k] && at[k] + width[k] <= row.end && 1 <= width[k] && width[k] <= 4096;
    @   ensures 0 <= at[j] && at[j] + width[j] <= row.end && 1 <= width[j] && width[j] <= 4096;
    @   ensures k < j ==> at[k] + width[k] <= at[j];
    @   ensures j < k ==> at[j] + width[j] <= at[k];
    @ public pure model boolean apart(int k, int j) { return true; }
    @*/
}
