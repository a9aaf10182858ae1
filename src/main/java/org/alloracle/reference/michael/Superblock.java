package org.alloracle.reference.michael;

import org.alloracle.reference.Permutations;

/**
 * A superblock of Michael's lock-free allocator (PLDI 2004), as one thread sees it: what each call does
 * to the anchor and the credits once all its steps are done.
 *
 * <p>Blocks are numbered from 0. {@code order} has the live blocks before {@code live}, and from there
 * on the chain of the free ones, first the one that the next pop takes; {@code place} is its inverse. So
 * the chain has each free block once, and a block is free or live, by construction. A free block may be
 * reserved for a taker to come; {@code count} is the number of those that are not.
 *
 * <p>Confined to one thread. It is what {@code specs/michael} and the lock-free code are held against.
 */
public final class Superblock {
  private final /*@ spec_public @*/ int credits;
  private final /*@ spec_public @*/ int[] order;
  private final /*@ spec_public @*/ int[] place;
  private /*@ spec_public @*/ int live;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ int reserved;
  private /*@ spec_public @*/ int state;
  private /*@ spec_public @*/ long tag;

  /*@ // METADATA: the fields fit their widths
    @ public invariant 2 <= order.length && order.length <= Anchor.MOST && place.length == order.length;
    @ public invariant order != place && 1 <= credits && credits <= 64 && 0 <= tag && tag < Anchor.TAGS;
    @ public invariant 0 <= live && live <= order.length && 0 <= count && count < order.length;
    @ // DISJOINTNESS, CONSERVATION: a block is live, or in the chain, once
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int b; 0 <= b && b < order.length;
    @   0 <= place[b] && place[b] < order.length && order[place[b]] == b);
    @ // METADATA: the chain is exact
    @ public invariant state != Anchor.EMPTY ==> order.length - live == count + reserved;
    @ // METADATA: what each state means
    @ public invariant Anchor.ACTIVE <= state && state <= Anchor.EMPTY;
    @ public invariant state == Anchor.ACTIVE ==> 1 <= reserved && reserved <= credits;
    @ public invariant state != Anchor.ACTIVE ==> reserved == 0;
    @ public invariant state == Anchor.FULL ==> count == 0;
    @ public invariant state == Anchor.PARTIAL ==> 1 <= count;
    @ public invariant state == Anchor.EMPTY ==> live == 0 && count == order.length - 1;
    @*/

  /**
   * A new superblock, active; block 0 is live, its caller's (MallocFromNewSB).
   *
   * @param blocks from 2 to {@link Anchor#MOST}; with one there would be no block to reserve
   * @param credits the most blocks reserved at once, from 1 to 64
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 2 <= blocks && blocks <= Anchor.MOST && 1 <= credits && credits <= 64;
    @   ensures order.length == blocks && this.credits == credits && live == 1 && tag == 0;
    @   ensures (\forall int i; 0 <= i && i < blocks; order[i] == i);
    @   ensures state == Anchor.ACTIVE && reserved == (blocks - 1 < credits ? blocks - 1 : credits);
    @ also public exceptional_behavior
    @   requires !(2 <= blocks && blocks <= Anchor.MOST && 1 <= credits && credits <= 64);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Superblock(int blocks, int credits) {
    if (blocks < 2 || blocks > Anchor.MOST) {
      throw new IllegalArgumentException("a superblock has 2 to 1023 blocks");
    }
    if (credits < 1 || credits > 64) {
      throw new IllegalArgumentException("the credits are 1 to 64");
    }
    this.credits = credits;
    order = new int[blocks];
    place = new int[blocks];
    Permutations.ascend(order, place);
    live = 1;
    reserved = blocks - 1 < credits ? blocks - 1 : credits;
    count = blocks - 1 - reserved;
    state = Anchor.ACTIVE;
    tag = 0;
  }

  /** Pops a reserved block; who takes the last reserves more, or leaves the superblock full (MallocFromActive, UpdateActive). */
  /*@ public normal_behavior
    @   requires state == Anchor.ACTIVE;
    @   old boolean last = reserved == 1;
    @   old int more = !last ? 0 : count < credits ? count : credits;
    @   assignable live, count, reserved, state, tag;
    @   ensures \result == order[\old(live)] && live == \old(live) + 1; // POLICY: the block freed last
    @   ensures reserved == (last ? more : \old(reserved) - 1) && count == \old(count) - more;
    @   ensures state == (last && \old(count) == 0 ? Anchor.FULL : Anchor.ACTIVE);
    @   ensures tag == (\old(tag) + 1 < Anchor.TAGS ? \old(tag) + 1 : 0);
    @*/
  public int takeFromActive() {
    int b = pop();
    reserved = reserved - 1;
    if (reserved == 0) {
      state = count == 0 ? Anchor.FULL : Anchor.ACTIVE;
      reserved = count < credits ? count : credits;
      count = count - reserved;
    }
    return b;
  }

  /** Pops a block and reserves others, which makes the superblock active, or full (MallocFromPartial). */
  /*@ public normal_behavior
    @   requires state == Anchor.PARTIAL;
    @   old int more = count - 1 < credits ? count - 1 : credits;
    @   assignable live, count, reserved, state, tag;
    @   ensures \result == order[\old(live)] && live == \old(live) + 1; // POLICY: the block freed last
    @   ensures reserved == more && count == \old(count) - 1 - more;
    @   ensures state == (more == 0 ? Anchor.FULL : Anchor.ACTIVE);
    @   ensures tag == (\old(tag) + 1 < Anchor.TAGS ? \old(tag) + 1 : 0);
    @*/
  public int takeFromPartial() {
    int b = pop();
    reserved = count - 1 < credits ? count - 1 : credits;
    count = count - 1 - reserved;
    state = reserved == 0 ? Anchor.FULL : Anchor.ACTIVE;
    return b;
  }

  /** Takes the first block off the chain; the caller sees to the counts. */
  /*@ private normal_behavior
    @   requires 0 <= live && live < order.length && 0 <= tag && tag < Anchor.TAGS;
    @   assignable live, tag;
    @   ensures \result == order[\old(live)] && live == \old(live) + 1;
    @   ensures tag == (\old(tag) + 1 < Anchor.TAGS ? \old(tag) + 1 : 0);
    @ helper
    @*/
  private int pop() {
    int b = order[live];
    live = live + 1;
    tag = tag + 1 < Anchor.TAGS ? tag + 1 : 0;
    return b;
  }

  /** Gives up what is reserved, as another superblock is active; the caller has a live block (UpdateActive). */
  /*@ public normal_behavior
    @   requires state == Anchor.ACTIVE && 1 <= live;
    @   assignable count, reserved, state;
    @   ensures count == \old(count) + \old(reserved) && reserved == 0 && state == Anchor.PARTIAL;
    @*/
  public void giveUpActive() {
    count = count + reserved;
    reserved = 0;
    state = Anchor.PARTIAL;
  }

  /**
   * Puts a live block at the head of the chain (free). The superblock is empty if that was the last and
   * none was reserved; {@code count} then stays one short of the blocks.
   */
  /*@ public normal_behavior
    @   requires live(b);
    @   old boolean empties = live == 1 && state != Anchor.ACTIVE;
    @   assignable live, count, state, order[*], place[*];
    @   ensures live == \old(live) - 1 && order[live] == b; // REUSE
    @   ensures count == (empties ? \old(count) : \old(count) + 1);
    @   ensures state == (empties ? Anchor.EMPTY : \old(state) == Anchor.FULL ? Anchor.PARTIAL : \old(state));
    @   // FRAME: the rest of the chain, and who is live
    @   ensures (\forall int i; live < i && i < order.length; order[i] == \old(order[i]));
    @   ensures (\forall int c; 0 <= c && c < order.length && c != b; (place[c] < live) == (\old(place[c]) < \old(live)));
    @*/
  public void put(int b) {
    if (count == order.length - 1) {
      state = Anchor.EMPTY;
    } else {
      count = count + 1;
      state = state == Anchor.FULL ? Anchor.PARTIAL : state;
    }
    live = live - 1;
    Permutations.swap(order, place, place[b], live);
  }

  /** Whether a block is live. */
  /*@ public normal_behavior
    @   ensures \result == (0 <= b && b < order.length && place[b] < live);
    @ pure
    @*/
  public boolean live(int b) {
    return 0 <= b && b < order.length && place[b] < live;
  }

  /** The anchor, as one word. */
  /*@ public normal_behavior
    @   ensures \result == Anchor.of(live < order.length ? order[live] : order.length, count, state, tag);
    @ pure
    @*/
  public long anchor() {
    return Anchor.of(live < order.length ? order[live] : order.length, count, state, tag);
  }

  /** The blocks that are reserved: one more than the credits of an Active word, or none. */
  /*@ public normal_behavior
    @   ensures \result == reserved;
    @ pure
    @*/
  public int reserved() {
    return reserved;
  }

  /** The number of live blocks. */
  /*@ public normal_behavior
    @   ensures \result == live;
    @ pure
    @*/
  public int liveBlocks() {
    return live;
  }
}
