package org.alloracle.reference.michael;

/**
 * The word of a superblock that every change is made to: from the low end 10 bits for the first free
 * block, 10 for the count of free blocks that nobody has reserved, 2 for the state, and a tag.
 *
 * <p>The paper gives the tag the remaining 42 bits; here it has 41, so that a word is never negative.
 */
public final class Anchor {
  /** Installed in a heap, or about to be. */
  public static final int ACTIVE = 0;

  /** All blocks are live. */
  public static final int FULL = 1;

  /** Some blocks are live, and nobody takes from it. */
  public static final int PARTIAL = 2;

  /** No block is live, and its memory may be gone. */
  public static final int EMPTY = 3;

  /** The most blocks of a superblock: as many can be told apart, and the end of the chain. */
  public static final int MOST = 1023;

  /** Tags are below this, 2^41. */
  public static final long TAGS = 2199023255552L;

  private Anchor() {}

  /** One word. */
  /*@ public normal_behavior
    @   requires 0 <= avail && avail <= MOST && 0 <= count && count <= MOST;
    @   requires 0 <= state && state <= 3 && 0 <= tag && tag < TAGS;
    @   ensures 0 <= \result;
    @   ensures avail(\result) == avail && count(\result) == count;
    @   ensures state(\result) == state && tag(\result) == tag;
    @ also private normal_behavior
    @   requires 0 <= avail && avail <= MOST && 0 <= count && count <= MOST;
    @   requires 0 <= state && state <= 3 && 0 <= tag && tag < TAGS;
    @   ensures \result == 1024 * (1024 * (4 * tag + state) + count) + avail;
    @ pure
    @*/
  public static long of(int avail, int count, int state, long tag) {
    long low = 4 * tag + state;
    long mid = 1024 * low + count;
    long all = 1024 * mid + avail;
    //@ assert low / 4 == tag && low % 4 == state;
    //@ assert mid / 1024 == low && mid % 1024 == count;
    //@ assert all / 1024 == mid && all % 1024 == avail;
    return all;
  }

  /** The first free block; the number of blocks at the end of the chain. */
  /*@ public normal_behavior
    @   requires 0 <= anchor;
    @   ensures 0 <= \result && \result <= MOST;
    @ also private normal_behavior
    @   requires 0 <= anchor;
    @   ensures \result == anchor % 1024;
    @ pure
    @*/
  public static int avail(long anchor) {
    return (int) (anchor % 1024);
  }

  /** The free blocks that nobody has reserved. */
  /*@ public normal_behavior
    @   requires 0 <= anchor;
    @   ensures 0 <= \result && \result <= MOST;
    @ also private normal_behavior
    @   requires 0 <= anchor;
    @   ensures \result == anchor / 1024 % 1024;
    @ pure
    @*/
  public static int count(long anchor) {
    return (int) (anchor / 1024 % 1024);
  }

  /** One of the four states. */
  /*@ public normal_behavior
    @   requires 0 <= anchor;
    @   ensures 0 <= \result && \result <= 3;
    @ also private normal_behavior
    @   requires 0 <= anchor;
    @   ensures \result == anchor / 1024 / 1024 % 4;
    @ pure
    @*/
  public static int state(long anchor) {
    return (int) (anchor / 1024 / 1024 % 4);
  }

  /** Raised by each pop, so that a chain cannot be taken for what it was before. */
  /*@ public normal_behavior
    @   requires 0 <= anchor;
    @   ensures 0 <= \result && \result < TAGS;
    @ also private normal_behavior
    @   requires 0 <= anchor;
    @   ensures \result == anchor / 1024 / 1024 / 4;
    @ pure
    @*/
  public static long tag(long anchor) {
    return anchor / 1024 / 1024 / 4;
  }

  // Lemma: a word is the word of its fields, so words differ exactly if a field does.
  /*@ public normal_behavior
    @   requires 0 <= anchor;
    @   ensures \result && of(avail(anchor), count(anchor), state(anchor), tag(anchor)) == anchor;
    @ pure model public static boolean whole(long anchor) {
    @   long mid = anchor / 1024;
    @   long low = mid / 1024;
    @   assert anchor == 1024 * mid + avail(anchor) && mid == 1024 * low + count(anchor);
    @   assert low == 4 * tag(anchor) + state(anchor);
    @   return true;
    @ }
    @*/
}
