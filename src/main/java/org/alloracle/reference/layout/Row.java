package org.alloracle.reference.layout;

/**
 * Fields one after another from 0, each at the least aligned offset. They are numbered by place. It never
 * changes. A class of its own, so that only its proofs see divisions.
 */
public final class Row {
  final /*@ spec_public @*/ long[] width;
  final /*@ spec_public @*/ long[] grain;
  final /*@ spec_public @*/ long[] at;
  final /*@ spec_public @*/ long end;

  /*@ // METADATA
    @ public invariant width.length <= 64 && grain.length == width.length && at.length == width.length;
    @ public invariant (\forall int k; 0 <= k && k < width.length; 1 <= width[k] && width[k] <= 4096);
    @ public invariant (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= 4096);
    @ // ALIGNMENT
    @ public invariant (\forall int k; 0 <= k && k < at.length; at[k] % grain[k] == 0);
    @ // DISJOINTNESS: the fields ascend
    @ public invariant (\forall int k, j; 0 <= k && k < j && j < at.length; at[k] + width[k] <= at[j]);
    @ // POLICY: each at the least aligned offset
    @ public invariant 0 < at.length ==> at[0] == 0;
    @ public invariant (\forall int k, j; 0 <= k && j == k + 1 && j < at.length; at[j] < at[k] + width[k] + grain[j]);
    @ // CONTAINMENT
    @ public invariant (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] + width[k] <= end);
    @ public invariant end == (0 < at.length ? at[at.length - 1] + width[at.length - 1] : 0);
    @ public invariant 0 <= end && end <= 524288;
    @*/

  /** Places fields of these sizes and alignments; the arrays must not change any more. */
  /*@ normal_behavior
    @   requires width.length <= 64 && grain.length == width.length;
    @   requires (\forall int k; 0 <= k && k < width.length; 1 <= width[k] && width[k] <= 4096);
    @   requires (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= 4096);
    @   ensures this.width == width && this.grain == grain && \fresh(at) && at.length == width.length;
    @   ensures (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] <= 524288);
    @   ensures 0 <= end && end <= 524288;
    @ pure
    @*/
  Row(long[] width, long[] grain) {
    this.width = width;
    this.grain = grain;
    at = new long[width.length];
    end = Offsets.put(at, width.length, width, grain);
  }
}
