package org.alloracle.reference.layout;

/**
 * One part of a record: a row of fields; then, if there is one, a pointer to the other part; then padding.
 * It never changes.
 */
public final class Part {
  /** The size and the alignment of a pointer, in bytes. */
  public static final long POINTER = 8L;

  final /*@ spec_public @*/ Row row;
  final /*@ spec_public @*/ boolean pointing;
  final /*@ spec_public @*/ long pointer;
  final /*@ spec_public @*/ long greatest;
  final /*@ spec_public @*/ Padding padding;
  final /*@ spec_public @*/ long size;

  /*@ // METADATA
    @ public invariant row.width.length <= 64 && row.grain.length == row.width.length;
    @ public invariant row.at.length == row.width.length && 0 <= row.end && row.end <= 524288;
    @ public invariant (\forall int k; 0 <= k && k < row.at.length; 0 <= row.at[k] && row.at[k] <= 524288);
    @ // METADATA: the greatest alignment of all that is in it
    @ public invariant (\forall int k; 0 <= k && k < row.grain.length; row.grain[k] <= greatest);
    @ public invariant 1 <= greatest && greatest <= 4096 && (pointing ==> POINTER <= greatest);
    @ public invariant greatest == (pointing ? POINTER : 1)
    @   || (\exists int k; 0 <= k && k < row.grain.length; greatest == row.grain[k]);
    @ // ALIGNMENT, of the size to the greatest
    @ public invariant size == padding.size && greatest == padding.grain && 0 <= size && size <= 1048576;
    @ public invariant padding.used == (pointing ? pointer + POINTER : row.end);
    @ // CONTAINMENT: the fields, the pointer, and padding below the greatest alignment
    @ public invariant pointing ==> row.end <= pointer && pointer < row.end + POINTER && pointer % POINTER == 0
    @   && pointer + POINTER <= size && size < pointer + POINTER + greatest;
    @ public invariant !pointing ==> pointer == -1 && row.end <= size && size < row.end + greatest;
    @*/

  /** Places fields of these sizes and alignments; the arrays must not change any more. */
  /*@ normal_behavior
    @   requires width.length <= 64 && grain.length == width.length;
    @   requires (\forall int k; 0 <= k && k < width.length; 1 <= width[k] && width[k] <= 4096);
    @   requires (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= 4096);
    @   ensures row.width == width && row.grain == grain && this.pointing == pointing && \fresh(row.at);
    @   ensures row.at.length == width.length;
    @ pure
    @*/
  Part(long[] width, long[] grain, boolean pointing) {
    this.pointing = pointing;
    row = new Row(width, grain);
    long most = Offsets.greatest(grain, pointing ? POINTER : 1);
    greatest = most;
    pointer = pointing ? pointerAfter(row.end) : -1;
    padding = new Padding(pointing ? pointer + POINTER : row.end, most);
    size = padding.size;
  }

  /** The least aligned offset of a pointer. */
  /*@ private normal_behavior
    @   requires 0 <= end && end <= 524288;
    @   ensures end <= \result && \result < end + POINTER && \result % POINTER == 0;
    @ pure helper
    @*/
  private static long pointerAfter(long end) {
    return (end + (POINTER - 1)) / POINTER * POINTER;
  }
}
