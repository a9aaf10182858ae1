package org.alloracle.reference.layout;

/** Which fields are cold: those accessed at most half as often as the mean. It never changes. */
public final class Heat {
  /** The key of a hot field: above every alignment. */
  static final long HOT = 8192L;

  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ long[] counts;
  final /*@ spec_public @*/ boolean[] cold;
  final /*@ spec_public @*/ long[] sizes;
  final /*@ spec_public @*/ long[] bytes;

  /*@ // POLICY: cold is at most half of the mean; counts are the partial sums
    @ public invariant counts.length == fields.count.length + 1 && counts[0] == 0;
    @ public invariant (\forall int f, g; 0 <= f && g == f + 1 && g < counts.length;
    @   counts[g] == counts[f] + fields.count[f]);
    @ public invariant cold.length == fields.count.length;
    @ public invariant (\forall int f; 0 <= f && f < cold.length;
    @   cold[f] == (2 * (long) fields.count.length * fields.count[f] <= counts[fields.count.length]));
    @ // POLICY: the bytes of the cold fields, again as partial sums
    @ public invariant sizes.length == cold.length && bytes.length == cold.length + 1 && bytes[0] == 0;
    @ public invariant (\forall int f; 0 <= f && f < cold.length; sizes[f] == (cold[f] ? fields.size[f] : 0));
    @ public invariant (\forall int f, g; 0 <= f && g == f + 1 && g < bytes.length;
    @   bytes[g] == bytes[f] + sizes[f]);
    @*/

  /** Finds out which fields are cold, and how many bytes they have. */
  /*@ normal_behavior
    @   ensures this.fields == fields && \fresh(cold);
    @ pure
    @*/
  Heat(Fields fields) {
    this.fields = fields;
    counts = Sums.of(fields.count);
    cold = cold(fields.count, counts[fields.count.length]);
    sizes = sizes(cold, fields.size);
    bytes = Sums.of(sizes);
  }

  /** The product, within its bounds. */
  /*@ private normal_behavior
    @   requires 1 <= fields && fields <= 64 && 0 <= count && count <= 2147483647;
    @   assignable \nothing;
    @   ensures \result == 2 * fields * count && 0 <= \result && \result <= 274877906944L;
    @ pure
    @*/
  private static long twice(long fields, long count) {
    //@ assert fields * count <= 64 * count;
    return 2 * fields * count;
  }

  /** Whether each field is cold, given the sum of the counts. */
  /*@ normal_behavior
    @   requires 1 <= count.length && count.length <= 64 && 0 <= total && total <= 274877906944L;
    @   requires (\forall int f; 0 <= f && f < count.length; 0 <= count[f] && count[f] <= 2147483647);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count.length;
    @   ensures (\forall int f; 0 <= f && f < count.length;
    @     \result[f] == (2 * (long) count.length * count[f] <= total)); // POLICY
    @*/
  static boolean[] cold(long[] count, long total) {
    boolean[] cold = new boolean[count.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count.length;
      @ loop_invariant (\forall int f; 0 <= f && f < i; cold[f] == (2 * (long) count.length * count[f] <= total));
      @ loop_writes i, cold[*];
      @ decreases count.length - i;
      @*/
    while (i < count.length) {
      cold[i] = twice(count.length, count[i]) <= total;
      i = i + 1;
    }
    return cold;
  }

  /** The sizes of the cold fields, and 0 for the others. */
  /*@ normal_behavior
    @   requires cold.length == size.length && size.length <= 64;
    @   requires (\forall int f; 0 <= f && f < size.length; 1 <= size[f] && size[f] <= 4096);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == size.length;
    @   ensures (\forall int f; 0 <= f && f < size.length; \result[f] == (cold[f] ? size[f] : 0));
    @*/
  static long[] sizes(boolean[] cold, long[] size) {
    long[] a = new long[size.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= size.length;
      @ loop_invariant (\forall int f; 0 <= f && f < i; a[f] == (cold[f] ? size[f] : 0));
      @ loop_writes i, a[*];
      @ decreases size.length - i;
      @*/
    while (i < size.length) {
      a[i] = cold[i] ? size[i] : 0;
      i = i + 1;
    }
    return a;
  }

  /** What the fields are sorted by, descending: the hot ones first, then the cold ones by alignment. */
  /*@ normal_behavior
    @   requires cold.length == align.length && align.length <= 64;
    @   requires (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == align.length;
    @   ensures (\forall int f; 0 <= f && f < align.length; \result[f] == (cold[f] ? align[f] : HOT));
    @*/
  static long[] keys(boolean[] cold, long[] align) {
    long[] a = new long[align.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= align.length;
      @ loop_invariant (\forall int f; 0 <= f && f < i; a[f] == (cold[f] ? align[f] : HOT));
      @ loop_writes i, a[*];
      @ decreases align.length - i;
      @*/
    while (i < align.length) {
      a[i] = cold[i] ? align[i] : HOT;
      i = i + 1;
    }
    return a;
  }

  /** The number of hot fields, which an order has first. */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && cold.length == order.length && order.length <= 64;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int x, y; 0 <= x && x < order.length && 0 <= y && y < order.length
    @     && !cold[x] && cold[y]; place[x] < place[y]);
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= order.length;
    @   ensures (\forall int x; 0 <= x && x < order.length; cold[x] == (\result <= place[x]));
    @ pure
    @*/
  static int hot(int[] order, int[] place, boolean[] cold) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= order.length;
      @ loop_invariant (\forall int x; 0 <= x && x < order.length && place[x] < i; !cold[x]);
      @ loop_writes i;
      @ decreases order.length - i;
      @*/
    while (i < order.length && !cold[order[i]]) {
      i = i + 1;
    }
    return i;
  }
}
