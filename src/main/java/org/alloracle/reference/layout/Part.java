package org.alloracle.reference.layout;

/**
 * One part of a record: fields one after another from 0, each at the least aligned offset; then, if there
 * is one, a pointer to the other part; then padding. Fields are numbered by place. It never changes.
 */
public final class Part {
  /** The size and the alignment of a pointer, in bytes. */
  public static final long POINTER = 8L;

  final /*@ spec_public @*/ long[] width;
  final /*@ spec_public @*/ long[] grain;
  final /*@ spec_public @*/ long[] at;
  final /*@ spec_public @*/ boolean pointing;
  final /*@ spec_public @*/ long end;
  final /*@ spec_public @*/ long pointer;
  final /*@ spec_public @*/ long greatest;
  final /*@ spec_public @*/ long size;

  /*@ // METADATA
    @ public invariant width.length <= 64 && grain.length == width.length;
    @ public invariant at.length == width.length;
    @ public invariant (\forall int k; 0 <= k && k < width.length; 1 <= width[k] && width[k] <= 4096);
    @ public invariant (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= greatest);
    @ public invariant 1 <= greatest && greatest <= 4096 && 0 <= end && end <= 524288;
    @ // ALIGNMENT, of offsets and, to the greatest, of the size
    @ public invariant (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && Grid.aligned(at[k], grain[k]));
    @ public invariant 0 <= size && Grid.aligned(size, greatest);
    @ // DISJOINTNESS: the fields ascend
    @ public invariant (\forall int k, j; 0 <= k && k < j && j < at.length; at[k] + width[k] <= at[j]);
    @ // POLICY: each at the least aligned offset
    @ public invariant 0 < at.length ==> at[0] == 0;
    @ public invariant (\forall int k, j; 0 <= k && j == k + 1 && j < at.length; at[j] < at[k] + width[k] + grain[j]);
    @ // CONTAINMENT: the fields, the pointer, and padding below the greatest alignment
    @ public invariant (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] + width[k] <= end);
    @ public invariant end == (0 < at.length ? at[at.length - 1] + width[at.length - 1] : 0);
    @ public invariant pointing ==> POINTER <= greatest && end <= pointer && pointer < end + POINTER
    @   && pointer % POINTER == 0 && pointer + POINTER <= size && size < pointer + POINTER + greatest;
    @ public invariant !pointing ==> pointer == -1 && end <= size && size < end + greatest;
    @*/

  /** Places fields of these sizes and alignments; the arrays must not change any more. */
  /*@ normal_behavior
    @   requires width.length <= 64 && grain.length == width.length;
    @   requires (\forall int k; 0 <= k && k < width.length; 1 <= width[k] && width[k] <= 4096);
    @   requires (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= 4096);
    @   ensures this.width == width && this.grain == grain && this.pointing == pointing && \fresh(at);
    @ pure
    @*/
  Part(long[] width, long[] grain, boolean pointing) {
    this.width = width;
    this.grain = grain;
    this.pointing = pointing;
    at = new long[width.length];
    end = Offsets.put(at, width.length, width, grain);
    greatest = Offsets.greatest(grain, pointing ? POINTER : 1);
    pointer = pointing ? pointerAfter(end) : -1;
    long used = pointing ? pointer + POINTER : end;
    size = Grid.up(used, greatest);
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
