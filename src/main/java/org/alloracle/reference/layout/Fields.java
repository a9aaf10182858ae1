package org.alloracle.reference.layout;

import org.alloracle.reference.Copies;
import org.alloracle.reference.Moves;
import org.alloracle.reference.Powers;

/**
 * What a layout is planned for: fields with their sizes, alignments and counts of accesses, and pairs of
 * fields that are used together, each with its affinity. Fields and pairs are numbered from 0.
 */
public final class Fields {
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ long[] align;
  final /*@ spec_public @*/ long[] count;
  final /*@ spec_public @*/ int[] left;
  final /*@ spec_public @*/ int[] right;
  final /*@ spec_public @*/ long[] affinity;
  final /*@ spec_public @*/ long block;

  /*@ // METADATA
    @ public invariant 1 <= size.length && size.length <= 64;
    @ public invariant align.length == size.length && count.length == size.length;
    @ public invariant left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @ public invariant 8 <= block && block <= 4096;
    @ public invariant (\forall int f; 0 <= f && f < size.length; 1 <= size[f] && size[f] <= 4096);
    @ public invariant (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @ public invariant (\forall int f; 0 <= f && f < count.length; 0 <= count[f] && count[f] <= 2147483647);
    @ public invariant (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < size.length);
    @ public invariant (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < size.length);
    @ public invariant (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @ public invariant (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @*/

  /**
   * Copies what is given.
   *
   * @param size of each field in bytes, from 1 to 4096; from 1 to 64 fields
   * @param align of each field, a power of two up to 4096
   * @param count of accesses to each field, below 2^31
   * @param left field of each pair; up to 4096 pairs
   * @param right field of each pair, another one
   * @param affinity of each pair, up to 2^20; pairs that are not listed have none
   * @param block the bytes of a cache block, a power of two from 8 to 4096
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 1 <= size.length && size.length <= 64;
    @   requires align.length == size.length && count.length == size.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires within(size, 1, 4096) && powers(align) && within(count, 0, 2147483647) && within(affinity, 0, 1048576);
    @   requires 8 <= block && block <= 4096 && Powers.isOfTwo(block) && pairs(left, right, size.length);
    @   ensures this.block == block && this.size.length == size.length && this.affinity.length == affinity.length;
    @   ensures (\forall int f; 0 <= f && f < size.length; this.size[f] == size[f]);
    @   ensures (\forall int f; 0 <= f && f < size.length; this.align[f] == align[f]);
    @   ensures (\forall int f; 0 <= f && f < size.length; this.count[f] == count[f]);
    @   ensures (\forall int p; 0 <= p && p < affinity.length; this.left[p] == left[p]);
    @   ensures (\forall int p; 0 <= p && p < affinity.length; this.right[p] == right[p]);
    @   ensures (\forall int p; 0 <= p && p < affinity.length; this.affinity[p] == affinity[p]);
    @ also public exceptional_behavior
    @   requires !(1 <= size.length && size.length <= 64
    @     && align.length == size.length && count.length == size.length
    @     && left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096
    @     && within(size, 1, 4096) && powers(align) && within(count, 0, 2147483647) && within(affinity, 0, 1048576)
    @     && 8 <= block && block <= 4096 && Powers.isOfTwo(block) && pairs(left, right, size.length));
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Fields(long[] size, long[] align, long[] count, int[] left, int[] right, long[] affinity, long block) {
    requireFields(size, align, count);
    requirePairs(left, right, affinity, size.length);
    requireBlock(block);
    this.size = Moves.longer(size, size.length);
    this.align = Moves.longer(align, align.length);
    this.count = Moves.longer(count, count.length);
    this.left = Copies.of(left);
    this.right = Copies.of(right);
    this.affinity = Moves.longer(affinity, affinity.length);
    this.block = block;
  }

  /*@ private normal_behavior
    @   requires 1 <= size.length && size.length <= 64;
    @   requires align.length == size.length && count.length == size.length;
    @   requires within(size, 1, 4096) && powers(align) && within(count, 0, 2147483647);
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires !(1 <= size.length && size.length <= 64
    @     && align.length == size.length && count.length == size.length
    @     && within(size, 1, 4096) && powers(align) && within(count, 0, 2147483647));
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireFields(long[] size, long[] align, long[] count) {
    if (size.length < 1 || size.length > 64 || !within(size, 1, 4096)) {
      throw new IllegalArgumentException("size: 1 to 64 fields, of 1 to 4096 bytes");
    }
    if (align.length != size.length || !powers(align)) {
      throw new IllegalArgumentException("align: as many powers of two up to 4096 as there are sizes");
    }
    if (count.length != size.length || !within(count, 0, 2147483647)) {
      throw new IllegalArgumentException("count: as many numbers from 0 to 2^31 - 1 as there are sizes");
    }
  }

  /*@ private normal_behavior
    @   requires 1 <= fields && fields <= 64;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires within(affinity, 0, 1048576) && pairs(left, right, fields);
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires 1 <= fields && fields <= 64;
    @   requires !(left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096
    @     && within(affinity, 0, 1048576) && pairs(left, right, fields));
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requirePairs(int[] left, int[] right, long[] affinity, int fields) {
    if (affinity.length > 4096 || !within(affinity, 0, 1048576)) {
      throw new IllegalArgumentException("affinity: up to 4096 numbers from 0 to 2^20");
    }
    if (left.length != affinity.length || right.length != affinity.length || !pairs(left, right, fields)) {
      throw new IllegalArgumentException("left, right: two different fields for each affinity");
    }
  }

  /*@ private normal_behavior
    @   requires 8 <= block && block <= 4096 && Powers.isOfTwo(block);
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires !(8 <= block && block <= 4096 && Powers.isOfTwo(block));
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireBlock(long block) {
    if (block < 8 || block > 4096 || !Powers.isOfTwo(block)) {
      throw new IllegalArgumentException("block: a power of two from 8 to 4096");
    }
  }

  /** Whether all numbers are within bounds. */
  /*@ normal_behavior
    @   assignable \nothing;
    @   ensures \result == (\forall int k; 0 <= k && k < a.length; least <= a[k] && a[k] <= most);
    @ spec_public pure helper
    @*/
  static boolean within(long[] a, long least, long most) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; least <= a[k] && a[k] <= most);
      @ loop_writes i;
      @ decreases a.length - i;
      @*/
    while (i < a.length && least <= a[i] && a[i] <= most) {
      i = i + 1;
    }
    return i == a.length;
  }

  /** Whether all numbers are powers of two up to 4096. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (\forall int k; 0 <= k && k < a.length;
    @     1 <= a[k] && a[k] <= 4096 && Powers.isOfTwo(a[k]));
    @ spec_public pure helper
    @*/
  private static boolean powers(long[] a) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; 1 <= a[k] && a[k] <= 4096 && Powers.isOfTwo(a[k]));
      @ loop_writes i;
      @ decreases a.length - i;
      @*/
    while (i < a.length && 1 <= a[i] && a[i] <= 4096 && Powers.isOfTwo(a[i])) {
      i = i + 1;
    }
    return i == a.length;
  }

  /** Whether all pairs are of two different fields. */
  /*@ normal_behavior
    @   requires left.length == right.length;
    @   assignable \nothing;
    @   ensures \result == (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < fields
    @     && 0 <= right[p] && right[p] < fields && left[p] != right[p]);
    @ spec_public pure helper
    @*/
  static boolean pairs(int[] left, int[] right, int fields) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= left.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i; 0 <= left[p] && left[p] < fields
      @   && 0 <= right[p] && right[p] < fields && left[p] != right[p]);
      @ loop_writes i;
      @ decreases left.length - i;
      @*/
    while (i < left.length && 0 <= left[i] && left[i] < fields
        && 0 <= right[i] && right[i] < fields && left[i] != right[i]) {
      i = i + 1;
    }
    return i == left.length;
  }

  /** The number of fields. */
  /*@ public normal_behavior
    @   ensures \result == size.length;
    @ pure
    @*/
  public int fields() {
    return size.length;
  }
}
