package org.alloracle.reference.bitpool;

/** Sets of nodes as 32-bit words: node i is bit 31 - i. There is no node 0, so bit 31 stays 0. */
public final class Words {
  private Words() {}

  /** Whether a node is in a set: whether bit 31 - node of the word is 1. */
  /*@ // One case a node: a shift by a variable would send all callers' proofs to bit-vectors.
    @ public normal_behavior
    @   requires 0 <= word && 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures word == 0 ==> !\result;
    @ also private normal_behavior
    @   requires 0 <= word && 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures \result == (((node == 1 ? word >>> 30 : node == 2 ? word >>> 29 : node == 3 ? word >>> 28
    @       : node == 4 ? word >>> 27 : node == 5 ? word >>> 26 : node == 6 ? word >>> 25
    @       : node == 7 ? word >>> 24 : node == 8 ? word >>> 23 : node == 9 ? word >>> 22
    @       : node == 10 ? word >>> 21 : node == 11 ? word >>> 20 : node == 12 ? word >>> 19
    @       : node == 13 ? word >>> 18 : node == 14 ? word >>> 17 : node == 15 ? word >>> 16
    @       : node == 16 ? word >>> 15 : node == 17 ? word >>> 14 : node == 18 ? word >>> 13
    @       : node == 19 ? word >>> 12 : node == 20 ? word >>> 11 : node == 21 ? word >>> 10
    @       : node == 22 ? word >>> 9 : node == 23 ? word >>> 8 : node == 24 ? word >>> 7
    @       : node == 25 ? word >>> 6 : node == 26 ? word >>> 5 : node == 27 ? word >>> 4
    @       : node == 28 ? word >>> 3 : node == 29 ? word >>> 2 : node == 30 ? word >>> 1
    @       : word) & 1) == 1);
    @ pure helper
    @*/
  public static boolean has(int word, int node) {
    return (word >>> (31 - node) & 1) == 1;
  }

  /** The claim mask of a node: the node, the nodes above it and the nodes below it. */
  /*@ public normal_behavior
    @   requires 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   ensures (\forall int i; 1 <= i && i <= 31; has(\result, i) == Tree.related(node, i));
    @ pure helper
    @*/
  public static int claim(int node) {
    return row(node);
  }

  /** The table of the claim masks. */
  /*@ private normal_behavior
    @   requires 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures \result == (1 << (31 - node)
    @       | (node < 2 ? 0 : 1 << (31 - node / 2))
    @       | (node < 4 ? 0 : 1 << (31 - node / 4))
    @       | (node < 8 ? 0 : 1 << (31 - node / 8))
    @       | (node < 16 ? 0 : 1 << (31 - node / 16))
    @       | (node < 16 ? 0x3 << (30 - 2 * node) : 0)
    @       | (node < 8 ? 0xF << (28 - 4 * node) : 0)
    @       | (node < 4 ? 0xFF << (24 - 8 * node) : 0)
    @       | (node < 2 ? 0xFFFF << (16 - 16 * node) : 0));
    @ pure helper code_java_math spec_java_math
    @*/
  private static int row(int node) {
    return switch (node) {
      case 1 -> 0x7FFF_FFFF;
      case 2 -> 0x6CF0_FF00;
      case 3 -> 0x530F_00FF;
      case 4 -> 0x68C0_F000;
      case 5 -> 0x6430_0F00;
      case 6 -> 0x520C_00F0;
      case 7 -> 0x5103_000F;
      case 8 -> 0x6880_C000;
      case 9 -> 0x6840_3000;
      case 10 -> 0x6420_0C00;
      case 11 -> 0x6410_0300;
      case 12 -> 0x5208_00C0;
      case 13 -> 0x5204_0030;
      case 14 -> 0x5102_000C;
      case 15 -> 0x5101_0003;
      case 16 -> 0x6880_8000;
      case 17 -> 0x6880_4000;
      case 18 -> 0x6840_2000;
      case 19 -> 0x6840_1000;
      case 20 -> 0x6420_0800;
      case 21 -> 0x6420_0400;
      case 22 -> 0x6410_0200;
      case 23 -> 0x6410_0100;
      case 24 -> 0x5208_0080;
      case 25 -> 0x5208_0040;
      case 26 -> 0x5204_0020;
      case 27 -> 0x5204_0010;
      case 28 -> 0x5102_0008;
      case 29 -> 0x5102_0004;
      case 30 -> 0x5101_0002;
      default -> 0x5101_0001;
    };
  }

  /** The nodes that are in one set or the other. */
  /*@ public normal_behavior
    @   requires 0 <= one && 0 <= other;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   ensures (\forall int i; 1 <= i && i <= 31;
    @       has(\result, i) == (has(one, i) || has(other, i)));
    @ pure helper
    @*/
  public static int union(int one, int other) {
    return one | other;
  }

  /** A set with one node more; node 0 is no node. */
  /*@ public normal_behavior
    @   requires 0 <= word && 0 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures 0 <= \result && (node == 0 ==> \result == word);
    @   ensures (\forall int i; 1 <= i && i <= 31; has(\result, i) == (i == node || has(word, i)));
    @ pure helper
    @*/
  public static int with(int word, int node) {
    return node == 0 ? word : word | 1 << (31 - node);
  }

  /** A set with one node less. */
  /*@ public normal_behavior
    @   requires 0 <= word && 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   ensures (\forall int i; 1 <= i && i <= 31; has(\result, i) == (i != node && has(word, i)));
    @ pure helper
    @*/
  public static int without(int word, int node) {
    return word & ~(1 << (31 - node));
  }

  /** Replaces one word of many. */
  /*@ // OpenJML takes the value of a pure method for one of the whole heap; the last two clauses
    @ // say that here it is not, so that facts about the other words survive.
    @ public normal_behavior
    @   requires 0 <= index && index < words.length;
    @   assignable words[index];
    @   ensures words[index] == word;
    @   ensures (\forall int w, n; 0 <= w && 1 <= n && n <= 31; has(w, n) == \old(has(w, n)));
    @   ensures (\forall int i, j; 1 <= i && i <= 31 && 1 <= j && j <= 31;
    @       Tree.related(i, j) == \old(Tree.related(i, j)));
    @*/
  public static void set(int[] words, int index, int word) {
    words[index] = word;
  }
}
