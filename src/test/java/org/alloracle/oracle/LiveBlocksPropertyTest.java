package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alloracle.oracle.Violation.Kind;

/** The map against a list that is searched from end to end. */
final class LiveBlocksPropertyTest {
  /** A finding without its words. */
  private record Finding(Kind kind, long event, long address, long other) {}

  private static final class Piece {
    final long origin; // where the block began that the piece is left of
    long first;
    long last;
    final long event;
    boolean live = true;

    Piece(long origin, long first, long last, long event) {
      this.origin = origin;
      this.first = first;
      this.last = last;
      this.event = event;
    }

    boolean covers(long address) {
      return le(first, address) && le(address, last);
    }
  }

  /** The same rules without the tree: every block a list entry, every question a walk. */
  private static final class Walk {
    final List<Finding> findings = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    final List<Piece> displaced = new ArrayList<>();
    long event;

    void allocate(long address, long size) {
      long last = size == 0 ? address : address + size - 1;
      if (le(address, last)) {
        place(address, last);
      } else {
        findings.add(new Finding(Kind.OUTSIDE_MEMORY, event, address, 0));
        place(address, -1L);
      }
    }

    private void place(long address, long last) {
      Piece telling = null;
      for (Piece old : sorted()) {
        if (old.live && le(address, old.last) && le(old.first, last)) {
          boolean enclosed = !le(old.first, address) && le(old.last, last);
          if (telling == null || (enclosed && !encloses(address, last, telling))) {
            telling = old;
          }
          displaced.add(old);
        }
      }
      if (telling != null) {
        findings.add(new Finding(kind(address, last, telling), event, address, telling.event));
      }
      List<Piece> kept = new ArrayList<>();
      for (Piece old : pieces) {
        if (!le(address, old.last) || !le(old.first, last)) {
          kept.add(old);
          continue;
        }
        // What was displaced stays as it is in `displaced`; its parts become freed memory.
        if (!le(address, old.first)) {
          Piece left = new Piece(old.origin, old.first, address - 1, old.event);
          left.live = false;
          kept.add(left);
        }
        if (!le(old.last, last)) {
          Piece right = new Piece(old.origin, last + 1, old.last, old.event);
          right.live = false;
          kept.add(right);
        }
      }
      kept.add(new Piece(address, address, last, event));
      pieces = kept;
    }

    private static boolean encloses(long address, long last, Piece old) {
      return !le(old.first, address) && le(old.last, last);
    }

    private static Kind kind(long address, long last, Piece old) {
      if (address == old.first) {
        return Kind.OVERLAP_SAME_START;
      }
      if (encloses(address, last, old)) {
        return Kind.OVERLAP_ENCLOSING;
      }
      if (le(address, old.first)) {
        return Kind.OVERLAP_LEFT;
      }
      return le(last, old.last) ? Kind.OVERLAP_INSIDE : Kind.OVERLAP_RIGHT;
    }

    void free(long address) {
      for (Piece piece : pieces) {
        if (piece.live && piece.first == address) {
          piece.live = false;
          return;
        }
      }
      for (Piece old : displaced) {
        if (old.first == address) {
          displaced.remove(old);
          return;
        }
      }
      for (Piece piece : pieces) {
        if (piece.covers(address)) {
          Kind kind =
              piece.live
                  ? Kind.INTERIOR_FREE
                  : piece.origin == address ? Kind.DOUBLE_FREE : Kind.INTERIOR_FREE_OF_FREED;
          findings.add(new Finding(kind, event, address, piece.event));
          return;
        }
      }
      findings.add(new Finding(Kind.UNKNOWN_FREE, event, address, 0));
    }

    long live() {
      return pieces.stream().filter(p -> p.live).count() + displaced.size();
    }

    private List<Piece> sorted() {
      List<Piece> sorted = new ArrayList<>(pieces);
      sorted.sort(Comparator.comparing((Piece p) -> p.first, Long::compareUnsigned));
      return sorted;
    }
  }

  private static boolean le(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0;
  }

  /** Where a space of so many bits begins: at either end, across the middle, or elsewhere. */
  static long base(int place, int bits) {
    return switch (place) {
      case 0 -> 0;
      case 1 -> -(1L << bits);
      case 2 -> Long.MIN_VALUE - (1L << (bits - 1));
      default -> 0x7f00_0000_0000L;
    };
  }

  /** A small space, so that everything meets everything. */
  @Property(tries = 300)
  void agreesWithAWalk(
      @ForAll long seed,
      @ForAll @IntRange(min = 4, max = 12) int bits,
      @ForAll @IntRange(min = 0, max = 3) int place) {
    long base = base(place, bits);
    Random random = new Random(seed);
    int misuse = random.nextInt(100); // percent of steps that pay no heed to what is live
    Walk walk = new Walk();
    List<Finding> findings = new ArrayList<>();
    Set<Long> displacedBefore = new HashSet<>();
    LiveBlocks blocks =
        new LiveBlocks(
            v -> {
              Block other = v.other();
              long otherEvent = other == null ? 0 : other.event();
              // The walk knows nothing of blocks that lie over one displaced before.
              if (!v.kind().isOverlap() || !displacedBefore.contains(otherEvent)) {
                findings.add(new Finding(v.kind(), v.event(), v.address(), otherEvent));
              }
            });
    List<Long> starts = new ArrayList<>();
    for (int step = 1; step <= 400; step++) {
      walk.event = step;
      walk.displaced.forEach(old -> displacedBefore.add(old.event));
      blocks.now(step, 0, -1);
      boolean wild = random.nextInt(100) < misuse;
      long address = base + random.nextLong(1L << bits);
      long size = random.nextInt(8) == 0 ? random.nextInt(1 << bits) : random.nextInt(9);
      boolean freeing = random.nextInt(2) == 0 && !starts.isEmpty();
      if (freeing) {
        if (!wild) {
          address = starts.get(random.nextInt(starts.size()));
        }
        walk.free(address);
        blocks.free(address);
      } else {
        if (random.nextInt(3) == 0 && !starts.isEmpty()) {
          address = starts.get(random.nextInt(starts.size()));
        }
        starts.add(address);
        walk.allocate(address, size);
        blocks.allocate(address, size, -1, 1);
      }
      assertEquals(walk.findings, findings);
      assertEquals(walk.live(), blocks.liveBlocks());
    }
    List<Long> live = new ArrayList<>();
    blocks.forEachLive(block -> live.add(block.event()));
    List<Long> expected = new ArrayList<>();
    walk.pieces.stream().filter(p -> p.live).forEach(p -> expected.add(p.event));
    walk.displaced.forEach(p -> expected.add(p.event));
    live.sort(null);
    expected.sort(null);
    assertEquals(expected, live);
  }
}
