package org.alloracle.reference.michael;

/**
 * The word of a heap that names its active superblock: 6 bits for the credits at the low end, where a
 * descriptor's address has none, and the descriptor above. Credits {@code c} are {@code c + 1} blocks
 * reserved for takers; no superblock is the word 0, so descriptors count from 1.
 */
public final class Active {
  /** No superblock is active. */
  public static final long NULL = 0L;

  /** The most credits of a word, for 64 reserved blocks. */
  public static final int MOST_CREDITS = 63;

  private Active() {}

  /** One word. */
  /*@ public normal_behavior
    @   requires 1 <= descriptor && 0 <= credits && credits <= MOST_CREDITS;
    @   ensures 0 < \result && \result <= 0x1fffffffffL && \result != NULL;
    @   ensures descriptor(\result) == descriptor && credits(\result) == credits;
    @ also private normal_behavior
    @   requires 1 <= descriptor && 0 <= credits && credits <= MOST_CREDITS;
    @   ensures \result == 64L * descriptor + credits;
    @ pure
    @*/
  public static long of(int descriptor, int credits) {
    long active = 64L * descriptor + credits;
    //@ assert active / 64 == descriptor && active % 64 == credits;
    return active;
  }

  /** The descriptor of the superblock. */
  /*@ public normal_behavior
    @   requires 0 <= active && active <= 0x1fffffffffL;
    @   ensures 0 <= \result && (64 <= active ==> 1 <= \result);
    @ also private normal_behavior
    @   requires 0 <= active && active <= 0x1fffffffffL;
    @   ensures \result == active / 64;
    @ pure
    @*/
  public static int descriptor(long active) {
    return (int) (active / 64);
  }

  /** One less than the blocks that are reserved. */
  /*@ public normal_behavior
    @   requires 0 <= active && active <= 0x1fffffffffL;
    @   ensures 0 <= \result && \result <= MOST_CREDITS;
    @ also private normal_behavior
    @   requires 0 <= active && active <= 0x1fffffffffL;
    @   ensures \result == active % 64;
    @ pure
    @*/
  public static int credits(long active) {
    return (int) (active % 64);
  }

  /** The word once one credit is taken; with the last reserved block, none is active (MallocFromActive). */
  /*@ public normal_behavior
    @   requires 64 <= active && active <= 0x1fffffffffL;
    @   ensures credits(active) == 0 ==> \result == NULL;
    @   ensures 0 < credits(active) ==> \result == active - 1 && \result == of(descriptor(active), (int) (credits(active) - 1));
    @ pure
    @*/
  public static long taken(long active) {
    //@ assert whole(active);
    return credits(active) == 0 ? NULL : active - 1;
  }

  // Lemma: a word is the word of its fields.
  /*@ public normal_behavior
    @   requires 64 <= active && active <= 0x1fffffffffL;
    @   ensures \result && of(descriptor(active), credits(active)) == active;
    @ pure model public static boolean whole(long active) {
    @   assert active == 64 * descriptor(active) + credits(active);
    @   return true;
    @ }
    @*/
}
