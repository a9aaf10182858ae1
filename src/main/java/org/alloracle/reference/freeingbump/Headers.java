package org.alloracle.reference.freeingbump;

/**
 * Headers in a memory of bytes, as the design's source has them: 8 bytes, the lowest first. The lowest bit of the
 * fifth says whether the block is occupied; the first four are its order then, and else where the next free header
 * is. What is written there is read back; what is read may be anything, for the memory is the guest's.
 */
public final class Headers {
  /** No header: the end of a list. */
  public static final long NIL = 0xffffffffL;

  private Headers() {}

  /** The number in the first four bytes. */
  /*@ public normal_behavior
    @   requires 0 <= at && at + 8 <= memory.length;
    @   requires (\forall int i; 0 <= i && i < memory.length; 0 <= memory[i] && memory[i] <= 255);
    @   ensures 0 <= \result && \result <= NIL;
    @   ensures \result == memory[at] + 256L * memory[at + 1] + 65536L * memory[at + 2] + 16777216L * memory[at + 3];
    @ pure
    @*/
  public static long number(int[] memory, int at) {
    return memory[at] + 256L * memory[at + 1] + 65536L * memory[at + 2] + 16777216L * memory[at + 3];
  }

  /** Whether the block is occupied. */
  /*@ public normal_behavior
    @   requires 0 <= at && at + 8 <= memory.length;
    @   requires (\forall int i; 0 <= i && i < memory.length; 0 <= memory[i] && memory[i] <= 255);
    @   ensures \result == (memory[at + 4] % 2 == 1);
    @ pure
    @*/
  public static boolean occupied(int[] memory, int at) {
    return memory[at + 4] % 2 == 1;
  }

  /** Writes a header. */
  /*@ public normal_behavior
    @   requires 0 <= at && at + 8 <= memory.length && 0 <= number && number <= NIL;
    @   requires (\forall int i; 0 <= i && i < memory.length; 0 <= memory[i] && memory[i] <= 255);
    @   assignable memory[at .. at + 7];
    @   ensures (\forall int i; at <= i && i < at + 8; 0 <= memory[i] && memory[i] <= 255);
    @   ensures memory[at] + 256L * memory[at + 1] + 65536L * memory[at + 2] + 16777216L * memory[at + 3] == number;
    @   ensures memory[at + 4] == (occupied ? 1 : 0);
    @   ensures memory[at + 5] == 0 && memory[at + 6] == 0 && memory[at + 7] == 0;
    @*/
  public static void put(int[] memory, int at, long number, boolean occupied) {
    long second = number / 256;
    long third = second / 256;
    long fourth = third / 256;
    memory[at] = (int) (number - 256 * second);
    memory[at + 1] = (int) (second - 256 * third);
    memory[at + 2] = (int) (third - 256 * fourth);
    memory[at + 3] = (int) fourth;
    memory[at + 4] = occupied ? 1 : 0;
    memory[at + 5] = 0;
    memory[at + 6] = 0;
    memory[at + 7] = 0;
  }
}
