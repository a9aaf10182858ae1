package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;
import org.alloracle.reference.Permutations;

/**
 * The memory of a set of allocators: superslabs end to end from address 0, each of equal slabs. A superslab
 * has an owner while one of its slabs is in use. Its first slab is short: the superslab's metadata come first. A
 * slab in use has objects of one size class, the last of which ends where the slab ends.
 *
 * <p>{@code list} is a permutation of the slabs, {@code pos} its inverse: a slab that was full and is not any
 * more goes to its front. So the slabs of an owner and class that have free objects stand in it as
 * on a stack.
 */
public final class Heap {
  /** The most owners, the most bytes of a slab. */
  public static final int MOST_OWNERS = 65536;

  public static final long MOST_BYTES = 65536L;

  final /*@ spec_public @*/ long slabBytes;
  final /*@ spec_public @*/ long header;
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] weight;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] kind;
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;
  final /*@ spec_public @*/ Slabs slabs;

  /*@ // METADATA
    @ public invariant 16 <= slabBytes && slabBytes <= MOST_BYTES && 0 <= header && header < slabBytes;
    @ public invariant 1 <= size.length && size.length <= SizeClasses.MOST && weight.length == owner.length;
    @ public invariant (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= slabBytes);
    @ public invariant kind.length == home.length && kind.length == slabs.first.length;
    @ public invariant list.length == kind.length && pos.length == kind.length && list != pos;
    @ // METADATA: a slab is of one superslab, and that of one owner while one of its slabs is in use
    @ public invariant (\forall int p; 0 <= p && p < owner.length; -1 <= owner[p] && owner[p] < MOST_OWNERS);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; 0 <= home[s] && home[s] < owner.length);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; -1 <= kind[s] && kind[s] < size.length);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; 0 <= kind[s] ==> 0 <= owner[home[s]]);
    @ public invariant (\forall int p; 0 <= p && p < owner.length; (owner[p] == -1) == (weight[p] == 0));
    @ // CONSERVATION: a slab is in use exactly while one of its objects is
    @ public invariant (\forall int s; 0 <= s && s < kind.length; (kind[s] == -1) == (slabs.used[s] == slabs.first[s]));
    @ public invariant (\forall int s; 0 <= s && s < kind.length; (kind[s] == -1) == (slabs.room[s] == slabs.first[s]));
    @ // METADATA: the list is a permutation of the slabs
    @ public invariant (\forall int i; 0 <= i && i < list.length;
    @   0 <= list[i] && list[i] < list.length && pos[list[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < list.length;
    @   0 <= pos[s] && pos[s] < list.length && list[pos[s]] == s);
    @*/

  /** An unused heap; {@link SnMalloc} says what is allowed. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && 2 <= slabsEach && slabsEach <= 256 && superslabs <= Slabs.MOST_SLABS / slabsEach;
    @   requires 32 <= slabBytes && slabBytes <= MOST_BYTES && 0 <= header && header < slabBytes;
    @   ensures owner.length == superslabs && kind.length == superslabs * slabsEach;
    @   ensures this.slabBytes == slabBytes && this.header == header;
    @   ensures (\forall int p; 0 <= p && p < superslabs; owner[p] == -1);
    @   ensures (\forall int s; 0 <= s && s < kind.length; kind[s] == -1 && list[s] == s);
    @ pure
    @*/
  public Heap(int superslabs, int slabsEach, long slabBytes, long header) {
    this.slabBytes = slabBytes;
    this.header = header;
    size = SizeClasses.sizes(last(slabBytes) + 1);
    int count = superslabs * slabsEach;
    owner = Copies.filled(superslabs, -1);
    weight = new int[superslabs];
    home = Copies.groups(count, slabsEach);
    kind = Copies.filled(count, -1);
    list = new int[count];
    pos = new int[count];
    Permutations.ascend(list, pos);
    slabs = new Slabs(count, (int) (slabBytes / 16));
  }

  /** The last class of which a slab has room for an object. */
  /*@ private normal_behavior
    @   requires 16 <= slabBytes;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < SizeClasses.MOST;
    @*/
  private static int last(long slabBytes) {
    long[] all = SizeClasses.sizes(SizeClasses.MOST);
    int k = 0;
    /*@ loop_invariant 0 <= k && k < all.length;
      @ loop_writes k;
      @ decreases all.length - k;
      @*/
    while (k + 1 < all.length && all[k + 1] <= slabBytes) {
      k = k + 1;
    }
    return k;
  }

  /** Takes an object of a class for an owner: it is live. */
  /*@ public normal_behavior // a slab of the class has a free object
    @   requires 0 <= a && a < MOST_OWNERS && 0 <= k && k < size.length && 0 <= partial(a, k);
    @   old int s = partial(a, k);
    @   assignable slabs.live[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures \result == \old(slabs.order[slabs.used[s]]) && slabs.slabOf[\result] == s; // POLICY
    @   ensures slabs.used[s] == \old(slabs.used[s]) + 1 && slabs.place[\result] == \old(slabs.live[s]);
    @ also public normal_behavior // none has, and a slab is unused: it is given to the class
    @   requires 0 <= a && a < MOST_OWNERS && 0 <= k && k < size.length && partial(a, k) < 0 && 0 <= unused(a, k);
    @   old int s = unused(a, k);
    @   old int room = slabs.first[s] + (int) (bytes(s) / size[k]);
    @   assignable owner[*], weight[*], kind[*], slabs.room[*];
    @   assignable slabs.live[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures \result == slabs.first[s]; // POLICY: the first of the bump tail
    @   ensures kind[s] == k && slabs.room[s] == room && owner[home[s]] == a;
    @   ensures weight[home[s]] == \old(weight[home[s]]) + (isShort(s) ? 1 : 2);
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= a && a < MOST_OWNERS && 0 <= k && k < size.length && partial(a, k) < 0 && unused(a, k) < 0;
    @   assignable \nothing;
    @   ensures \result == -1;
    @*/
  int take(int a, int k) {
    int s = partial(a, k);
    if (s < 0) {
      s = unused(a, k);
      if (s < 0) {
        return -1;
      }
      open(s, a, k);
    }
    return slabs.take(s);
  }

  /** The slab of an allocator and class that has a free object and was last full, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < MOST_OWNERS && 0 <= k && k < size.length;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result ==> serves(\result, a, k);
    @   ensures (\forall int i; 0 <= i && i < list.length && (\result < 0 || i < pos[\result]); !serves(list[i], a, k));
    @ spec_public pure
    @*/
  int partial(int a, int k) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= list.length;
      @ loop_invariant (\forall int j; 0 <= j && j < i; !serves(list[j], a, k));
      @ loop_writes i;
      @ decreases list.length - i;
      @*/
    while (i < list.length && !serves(list[i], a, k)) {
      i = i + 1;
    }
    return i < list.length ? list[i] : -1;
  }

  /** Whether a slab is an allocator's, of a class, and has a free object. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k;
    @   ensures \result == (kind[s] == k && owner[home[s]] == a && slabs.used[s] < slabs.room[s]);
    @ spec_public pure
    @*/
  boolean serves(int s, int a, int k) {
    return kind[s] == k && owner[home[s]] == a && slabs.used[s] < slabs.room[s];
  }

  /** The lowest unused slab with room for an object, of an allocator's superslabs, else of the lowest unowned one; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < MOST_OWNERS && 0 <= k && k < size.length;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result ==> fits(\result, a, k) || fits(\result, -1, k);
    @   ensures (\forall int s; 0 <= s && s < kind.length && (\result < 0 || s < \result || owner[home[\result]] == -1);
    @     !fits(s, a, k));
    @   ensures (\forall int s; 0 <= s && s < kind.length && (\result < 0 || s < \result && owner[home[\result]] == -1);
    @     !fits(s, -1, k));
    @ spec_public pure
    @*/
  int unused(int a, int k) {
    int s = lowest(a, k);
    return s < 0 ? lowest(-1, k) : s;
  }

  /*@ public normal_behavior
    @   requires -1 <= a && a < MOST_OWNERS && 0 <= k && k < size.length;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result ==> fits(\result, a, k);
    @   ensures (\forall int s; 0 <= s && s < kind.length && (\result < 0 || s < \result); !fits(s, a, k));
    @ spec_public pure
    @*/
  int lowest(int a, int k) {
    int s = 0;
    /*@ loop_invariant 0 <= s && s <= kind.length;
      @ loop_invariant (\forall int t; 0 <= t && t < s; !fits(t, a, k));
      @ loop_writes s;
      @ decreases kind.length - s;
      @*/
    while (s < kind.length && !fits(s, a, k)) {
      s = s + 1;
    }
    return s < kind.length ? s : -1;
  }

  /** Whether a slab is unused, of an allocator's superslab, and has room for an object of a class. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   ensures \result == (kind[s] == -1 && owner[home[s]] == a && size[k] <= bytes(s));
    @ spec_public pure
    @*/
  boolean fits(int s, int a, int k) {
    return kind[s] == -1 && owner[home[s]] == a && size[k] <= bytes(s);
  }

  /** The bytes of a slab that objects can have. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length;
    @   ensures \result == (isShort(s) ? slabBytes - header : slabBytes);
    @ spec_public pure
    @*/
  long bytes(int s) {
    return isShort(s) ? slabBytes - header : slabBytes;
  }

  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length;
    @   ensures \result == (s == 0 || home[s - 1] != home[s]);
    @ spec_public pure
    @*/
  boolean isShort(int s) {
    return s == 0 || home[s - 1] != home[s];
  }

  /** Gives an unused slab to a class of an allocator. */
  private void open(int s, int a, int k) {
    owner[home[s]] = a;
    weight[home[s]] = weight[home[s]] + (isShort(s) ? 1 : 2);
    kind[s] = k;
    slabs.open(s, (int) (bytes(s) / size[k]));
  }

  /** Takes a slab without a used object back from its class, and the superslab from its owner if it has no other. */
  private void close(int s) {
    slabs.close(s);
    kind[s] = -1;
    weight[home[s]] = weight[home[s]] - (isShort(s) ? 1 : 2);
    if (weight[home[s]] == 0) {
      owner[home[s]] = -1;
    }
  }

  /** Where an object of a class is, if its slab has room up to another: the last one ends where the slab ends. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < room && room <= slabs.order.length && 0 <= k && k < size.length;
    @   ensures \result == (slabs.slabOf[x] + 1) * slabBytes - (room - x) * size[k];
    @ spec_public pure
    @*/
  long address(int x, int k, int room) {
    return (slabs.slabOf[x] + 1) * slabBytes - (room - x) * size[k];
  }

  /** Puts an object that was on its way, and is no message any more, into its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length && slabs.live[slabs.slabOf[x]] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[slabs.slabOf[x]];
    @   old int s = slabs.slabOf[x];
    @   old boolean last = slabs.used[s] == slabs.first[s] + 1;
    @   old boolean full = slabs.used[s] == slabs.room[s];
    @   assignable owner[*], weight[*], kind[*], list[*], pos[*];
    @   assignable slabs.room[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == \old(slabs.used[s]) - 1;
    @   ensures last ? kind[s] == -1 : kind[s] == \old(kind[s]) && slabs.place[x] == slabs.used[s]; // REUSE
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s])); // POLICY
    @*/
  void settle(int x) {
    int s = slabs.slabOf[x];
    boolean full = slabs.used[s] == slabs.room[s];
    slabs.accept(x);
    if (slabs.used[s] == slabs.first[s]) {
      close(s);
    } else if (full) {
      Permutations.lower(list, pos, 0, pos[s]);
    }
  }

  /** The live object at an address, or -1; found by its distance from the slab's end. */
  /*@ public normal_behavior
    @   ensures -1 <= \result && \result < slabs.order.length;
    @   ensures 0 <= \result ==> serving(\result, address);
    @   ensures \result < 0 ==> (\forall int x; 0 <= x && x < slabs.order.length; !serving(x, address));
    @ spec_public pure
    @*/
  int liveAt(long address) {
    if (address < 0 || address >= kind.length * slabBytes) {
      return -1;
    }
    int s = (int) (address / slabBytes);
    if (kind[s] < 0) {
      return -1;
    }
    long each = size[kind[s]];
    long after = Reciprocal.quotient((s + 1) * slabBytes - address, each, Reciprocal.of(each));
    int x = (int) (slabs.room[s] - after);
    return slabs.first[s] <= x && x < slabs.room[s] && serving(x, address) ? x : -1;
  }

  /** Whether an object is live and lies at an address. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length;
    @   ensures \result == (slabs.place[x] < slabs.live[slabs.slabOf[x]]
    @     && address(x, kind[slabs.slabOf[x]], slabs.room[slabs.slabOf[x]]) == address);
    @ spec_public pure
    @*/
  boolean serving(int x, long address) {
    int s = slabs.slabOf[x];
    return slabs.place[x] < slabs.live[s] && address(x, kind[s], slabs.room[s]) == address;
  }

  /** The owner of an object of a slab in use. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length;
    @   ensures \result == owner[home[slabs.slabOf[x]]];
    @ spec_public pure
    @*/
  int ownerOf(int x) {
    return owner[home[slabs.slabOf[x]]];
  }

  /** The bytes of an object of a slab in use. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length && 0 <= kind[slabs.slabOf[x]];
    @   ensures \result == size[kind[slabs.slabOf[x]]];
    @ spec_public pure
    @*/
  long sizeOf(int x) {
    return size[kind[slabs.slabOf[x]]];
  }
}
