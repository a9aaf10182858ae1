package org.alloracle.reference;

/** Powers of two whose list is private: the proofs that need it ask for it, and the others stay small. */
public final class Alignments {
  private Alignments() {}

  /** Whether a number is 1, 2, 4 and so on. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result ==> 1 <= n;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == Powers.isOfTwo(n);
    @ pure helper
    @*/
  public static boolean valid(long n) {
    return Powers.isOfTwo(n);
  }

  // Lemma: the list, where a proof does need it.
  /*@ public normal_behavior
    @   ensures \result && valid(n) == Powers.isOfTwo(n);
    @ pure helper model public static boolean listed(long n) { return true; }
    @*/
}
