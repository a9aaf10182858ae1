package org.alloracle.fast.bitpool;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.Requests;

/** The tree of one page as words: node i is bit 31 - i, so the lowest node comes first. */
final class PageWords {
  static final int PAGE_SHIFT = 10;
  static final int PAGE = 1 << PAGE_SHIFT;
  static final int LEAF_SHIFT = 6;
  static final int LEVELS = 5;

  /** All nodes of a level; level 0 is the page, level 4 the leaves. */
  static final int[] LEVEL = new int[LEVELS];

  /** A node and the nodes below it. */
  private static final int[] SUBTREE = new int[32];

  /** A node, the nodes below it and the nodes above it. */
  static final int[] CLAIM = new int[32];

  /** The nodes that start where a leaf starts. */
  private static final int[] START = new int[16];

  static {
    for (int node = 31; node >= 1; node--) {
      SUBTREE[node] = bit(node) | (node < 16 ? SUBTREE[2 * node] | SUBTREE[2 * node + 1] : 0);
      LEVEL[level(node)] |= bit(node);
    }
    for (int node = 1; node <= 31; node++) {
      CLAIM[node] = SUBTREE[node];
      for (int above = node >> 1; above >= 1; above >>= 1) {
        CLAIM[node] |= bit(above);
      }
      int depth = level(node);
      START[(node - (1 << depth)) << (LEVELS - 1 - depth)] |= bit(node);
    }
  }

  private PageWords() {}

  static int bit(int node) {
    return 1 << (31 - node);
  }

  static int level(int node) {
    return 31 - Integer.numberOfLeadingZeros(node);
  }

  /** The bytes of a node. */
  static int size(int node) {
    return PAGE >> level(node);
  }

  static long address(int page, int node) {
    int level = level(node);
    return ((long) page << PAGE_SHIFT) + ((long) (node - (1 << level)) << (PAGE_SHIFT - level));
  }

  /**
   * The level that serves a request, or -1.
   *
   * @throws InvalidRequestException see {@link BlockAllocator#allocate}
   */
  static int level(long size, long alignment) {
    Requests.check(size, alignment);
    if (size > PAGE || alignment > PAGE) {
      return -1;
    }
    int need = (int) (size > alignment ? size : alignment);
    return need <= 1 << LEAF_SHIFT
        ? LEVELS - 1
        : PAGE_SHIFT - (32 - Integer.numberOfLeadingZeros(need - 1));
  }

  /** Whether a page with these claims has a free node of a level. */
  static boolean room(int level, int claim) {
    return (LEVEL[level] & ~claim) != 0;
  }

  /**
   * The bit of the live node of a page that starts at an address.
   *
   * @throws InvalidFreeException if there is none
   */
  static int liveStart(int live, long address) {
    if ((address & ((1 << LEAF_SHIFT) - 1)) == 0) {
      int hit = live & START[(int) (address >>> LEAF_SHIFT) & 15];
      if (hit != 0) {
        return hit;
      }
    }
    throw new InvalidFreeException("no live block starts at this address");
  }

  /** The claims that are left when a live node is freed. */
  static int released(int claim, int node) {
    int after = claim & ~SUBTREE[node];
    // A node above stays claimed only if its other half is: it is not live itself.
    for (int above = node; above > 1 && (after & bit(above ^ 1)) == 0; ) {
      above >>= 1;
      after &= ~bit(above);
    }
    return after;
  }

  /** Checks that the claims of a page are those of its live nodes, and these apart. */
  static void check(int live, int claim, int page) {
    int union = 0;
    for (int node = 1; node <= 31; node++) {
      if ((live & bit(node)) != 0) {
        require((live & CLAIM[node]) == bit(node), "a live node above another", page);
        union |= CLAIM[node];
      }
    }
    require(claim == union, "a claim word that is not the union of the claims", page);
  }

  static void require(boolean holds, String what, int where) {
    if (!holds) {
      throw new AssertionError(what + " at " + where);
    }
  }
}
