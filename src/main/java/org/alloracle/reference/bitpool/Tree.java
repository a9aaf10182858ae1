package org.alloracle.reference.bitpool;

/**
 * The complete binary tree over one page of 1024 bytes: node 1 is the page, node i has the halves
 * 2i and 2i + 1, nodes 16 to 31 are the blocks of 64 bytes.
 */
public final class Tree {
  private Tree() {}

  /** The bytes of a node. */
  /*@ public normal_behavior
    @   requires 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures \result == (node < 2 ? 1024 : node < 4 ? 512 : node < 8 ? 256
    @       : node < 16 ? 128 : 64);
    @ pure helper
    @*/
  public static int size(int node) {
    if (node < 2) {
      return 1024;
    }
    if (node < 4) {
      return 512;
    }
    if (node < 8) {
      return 256;
    }
    return node < 16 ? 128 : 64;
  }

  /** The bytes before a node in its page: those of the nodes before it on its level. */
  /*@ public normal_behavior
    @   requires 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures \result == (node < 2 ? 0 : node < 4 ? (node - 2) * 512 : node < 8 ? (node - 4) * 256
    @       : node < 16 ? (node - 8) * 128 : (node - 16) * 64);
    @   ensures 0 <= \result && \result + size(node) <= 1024; // CONTAINMENT
    @ pure helper
    @*/
  public static int offset(int node) {
    if (node < 2) {
      return 0;
    }
    if (node < 4) {
      return (node - 2) * 512;
    }
    if (node < 8) {
      return (node - 4) * 256;
    }
    return node < 16 ? (node - 8) * 128 : (node - 16) * 64;
  }

  /** The address of a node of a page. */
  /*@ public normal_behavior
    @   requires 0 <= page && 1 <= node && node <= 31;
    @   assignable \nothing;
    @   ensures \result == page * 1024L + offset(node);
    @   ensures page * 1024L <= \result && \result + size(node) <= (page + 1L) * 1024L;
    @ pure helper
    @*/
  public static long address(int page, int node) {
    return page * 1024L + offset(node);
  }

  /** Whether two nodes are the same, or one lies above the other. */
  /*@ public normal_behavior
    @   requires 1 <= one && one <= 31 && 1 <= other && other <= 31;
    @   assignable \nothing;
    @   ensures \result == (one == other
    @       || one == other / 2 || one == other / 4 || one == other / 8 || one == other / 16
    @       || other == one / 2 || other == one / 4 || other == one / 8 || other == one / 16);
    @ pure helper
    @*/
  public static boolean related(int one, int other) {
    return one == other
        || one == other / 2
        || one == other / 4
        || one == other / 8
        || one == other / 16
        || other == one / 2
        || other == one / 4
        || other == one / 8
        || other == one / 16;
  }

  /*@ // DISJOINTNESS: related nodes share bytes, and others do not.
    @ public normal_behavior
    @   requires 1 <= one && one <= 31 && 1 <= other && other <= 31;
    @   assignable \nothing;
    @   ensures \result == related(one, other);
    @   ensures \result == (offset(one) < offset(other) + size(other)
    @       && offset(other) < offset(one) + size(one));
    @ model public static pure helper boolean share(int one, int other) {
    @   return offset(one) < offset(other) + size(other) && offset(other) < offset(one) + size(one);
    @ }
    @*/

  /**
   * The level that serves a request, as its first node: the level of the smallest nodes that are
   * large enough and naturally aligned. Level 32, where no node is, if none are.
   */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (size <= 64 && alignment <= 64 ? 16 : size <= 128 && alignment <= 128 ? 8
    @       : size <= 256 && alignment <= 256 ? 4 : size <= 512 && alignment <= 512 ? 2
    @       : size <= 1024 && alignment <= 1024 ? 1 : 32);
    @ pure helper
    @*/
  public static int level(long size, long alignment) {
    long need = size < alignment ? alignment : size;
    if (need <= 64) {
      return 16;
    }
    if (need <= 128) {
      return 8;
    }
    if (need <= 256) {
      return 4;
    }
    if (need <= 512) {
      return 2;
    }
    return need <= 1024 ? 1 : 32;
  }

  /** Whether a number is 1, 2, 4 and so on. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (n == 0x1L || n == 0x2L || n == 0x4L || n == 0x8L || n == 0x10L || n == 0x20L
    @       || n == 0x40L || n == 0x80L || n == 0x100L || n == 0x200L || n == 0x400L
    @       || n == 0x800L || n == 0x1000L || n == 0x2000L || n == 0x4000L || n == 0x8000L
    @       || n == 0x10000L || n == 0x20000L || n == 0x40000L || n == 0x80000L || n == 0x100000L
    @       || n == 0x200000L || n == 0x400000L || n == 0x800000L || n == 0x1000000L
    @       || n == 0x2000000L || n == 0x4000000L || n == 0x8000000L || n == 0x10000000L
    @       || n == 0x20000000L || n == 0x40000000L || n == 0x80000000L || n == 0x100000000L
    @       || n == 0x200000000L || n == 0x400000000L || n == 0x800000000L || n == 0x1000000000L
    @       || n == 0x2000000000L || n == 0x4000000000L || n == 0x8000000000L
    @       || n == 0x10000000000L || n == 0x20000000000L || n == 0x40000000000L
    @       || n == 0x80000000000L || n == 0x100000000000L || n == 0x200000000000L
    @       || n == 0x400000000000L || n == 0x800000000000L || n == 0x1000000000000L
    @       || n == 0x2000000000000L || n == 0x4000000000000L || n == 0x8000000000000L
    @       || n == 0x10000000000000L || n == 0x20000000000000L || n == 0x40000000000000L
    @       || n == 0x80000000000000L || n == 0x100000000000000L || n == 0x200000000000000L
    @       || n == 0x400000000000000L || n == 0x800000000000000L || n == 0x1000000000000000L
    @       || n == 0x2000000000000000L || n == 0x4000000000000000L);
    @ pure helper
    @*/
  public static boolean isPowerOfTwo(long n) {
    return 0 < n && (n & (n - 1)) == 0;
  }

  /*@ // ALIGNMENT: whether a node starts at a multiple of an alignment; it does if it is as large.
    @ public normal_behavior
    @   requires 0 <= page && 1 <= node && node <= 31 && isPowerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures alignment <= size(node) ==> \result;
    @ also private normal_behavior
    @   requires 0 <= page && 1 <= node && node <= 31 && isPowerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures \result == (address(page, node) % alignment == 0);
    @ model public static pure helper boolean aligned(int page, int node, long alignment) {
    @   return address(page, node) % alignment == 0;
    @ }
    @*/
}
