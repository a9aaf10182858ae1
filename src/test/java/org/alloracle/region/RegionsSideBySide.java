package org.alloracle.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;

/** Runs the same calls on region allocators and demands the same answers and the same state. */
public final class RegionsSideBySide {
  /** One call. Regions and blocks are named by rank, the oldest first, modulo their number. */
  public sealed interface Op {}

  record Open() implements Op {}

  record OpenBelow(int region) implements Op {}

  record Allocate(int region, long size) implements Op {}

  public record Delete(int region) implements Op {}

  /** Stores a pointer to a byte of a block, or past it, in a word of another. */
  record Link(int holder, int word, int target, int offset) implements Op {}

  /** Stores a pointer to a block in a root. */
  record Root(int root, int target) implements Op {}

  /** Stores null in a word of a block. */
  record Unlink(int holder, int word) implements Op {}

  record Unroot(int root) implements Op {}

  /** Calls with numbers as they are, right or wrong. */
  record Wild(int kind, long a, long b) implements Op {}

  private record Block(long region, long address, long size) {}

  private RegionsSideBySide() {}

  static Arbitrary<List<Op>> calls(
      Arbitrary<Long> sizes, int roots, Arbitrary<Long> wild, int most) {
    Arbitrary<Integer> rank = Arbitraries.integers().between(0, 12);
    Arbitrary<Integer> word = Arbitraries.integers().between(0, 6);
    Arbitrary<Integer> root = Arbitraries.integers().between(0, roots - 1);
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just((Op) new Open())),
            Tuple.of(2, rank.map(r -> (Op) new OpenBelow(r))),
            Tuple.of(9, Combinators.combine(rank, sizes).as((r, s) -> (Op) new Allocate(r, s))),
            Tuple.of(5, rank.map(r -> (Op) new Delete(r))),
            Tuple.of(
                6,
                Combinators.combine(rank, word, rank, Arbitraries.integers().between(0, 30))
                    .as((h, w, t, o) -> (Op) new Link(h, w, t, o))),
            Tuple.of(3, Combinators.combine(root, rank).as((r, t) -> (Op) new Root(r, t))),
            Tuple.of(3, Combinators.combine(rank, word).as((h, w) -> (Op) new Unlink(h, w))),
            Tuple.of(4, root.map(r -> (Op) new Unroot(r))),
            Tuple.of(
                2,
                Combinators.combine(Arbitraries.integers().between(0, 6), wild, wild)
                    .as((k, a, b) -> (Op) new Wild(k, a, b))))
        .list()
        .ofMaxSize(most)
        .withoutEdgeCases();
  }

  /** Runs the calls; after each, {@code check} is called. */
  public static void run(
      List<? extends Op> calls, int pages, Consumer<Op> check, RegionAllocator... heaps) {
    List<Long> regions = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    Set<Long> touched = new TreeSet<>();
    StringBuilder story = new StringBuilder();
    for (Op op : calls) {
      String expected = null;
      for (RegionAllocator heap : heaps) {
        String actual;
        try {
          actual = step(op, heap, regions, blocks, touched) + state(heap, op, pages, touched);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(heap + " breaks: " + e + " at " + op + " after:\n" + story, e);
        }
        if (expected == null) {
          expected = actual;
        } else if (!actual.equals(expected)) {
          throw new AssertionError(
              heap
                  + " answers\n"
                  + actual
                  + " where\n"
                  + expected
                  + " was, at "
                  + op
                  + " after:\n"
                  + story);
        }
      }
      try {
        check.accept(op);
      } catch (AssertionError e) {
        throw new AssertionError(e + " at " + op + " after:\n" + story, e);
      }
      story.append(op).append('\n');
      note(op, String.valueOf(expected), regions, blocks);
    }
  }

  private static void note(Op op, String answer, List<Long> regions, List<Block> blocks) {
    String first = answer.substring(0, answer.indexOf(' '));
    if (op instanceof Open || (op instanceof OpenBelow && first.matches("\\d+"))) {
      if (!first.equals("-1")) {
        regions.add(Long.valueOf(first));
      }
    } else if (op instanceof Allocate a && first.matches("\\d+")) {
      blocks.add(new Block(regions.get(a.region % regions.size()), Long.parseLong(first), a.size));
    } else if (op instanceof Delete d && first.equals("true")) {
      long gone = regions.remove(d.region % regions.size());
      blocks.removeIf(b -> b.region == gone);
    } else if (op instanceof Wild w && w.kind == 0 && first.equals("true")) {
      regions.remove((Long) w.a);
      blocks.removeIf(b -> b.region == w.a);
    }
  }

  private static String step(
      Op op, RegionAllocator heap, List<Long> regions, List<Block> blocks, Set<Long> touched) {
    try {
      if (op instanceof Open) {
        return Long.toString(heap.newRegion());
      } else if (op instanceof OpenBelow o) {
        return regions.isEmpty() ? "-" : Long.toString(heap.newSubregion(pick(regions, o.region)));
      } else if (op instanceof Allocate a) {
        return regions.isEmpty() ? "-" : block(heap, pick(regions, a.region), a.size);
      } else if (op instanceof Delete d) {
        return regions.isEmpty()
            ? "-"
            : Boolean.toString(heap.deleteRegion(pick(regions, d.region)));
      } else if (op instanceof Wild w) {
        return wild(heap, w);
      } else if (op instanceof Unroot u) {
        return store(heap, heap.rootLocation(u.root), RegionAllocator.NONE, touched);
      } else if (blocks.isEmpty()) {
        return "-";
      } else if (op instanceof Link l) {
        Block target = pick(blocks, l.target);
        return store(
            heap,
            pick(blocks, l.holder).address + 8L * l.word,
            target.address + Math.min(l.offset, target.size),
            touched);
      } else if (op instanceof Root r) {
        return store(heap, heap.rootLocation(r.root), pick(blocks, r.target).address, touched);
      } else if (op instanceof Unlink u) {
        return store(
            heap, pick(blocks, u.holder).address + 8L * u.word, RegionAllocator.NONE, touched);
      }
      throw new AssertionError(op);
    } catch (InvalidFreeException | InvalidRequestException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static <T> T pick(List<T> list, int rank) {
    return list.get(rank % list.size());
  }

  /**
   * Allocates, and demands what holds of every block: its bytes and the next one are its region's.
   */
  private static String block(RegionAllocator heap, long region, long size) {
    long address = heap.allocate(region, size);
    if (address != RegionAllocator.NONE) {
      for (long b :
          new long[] {address, address + size / 2, Math.max(address, address + size - 1)}) {
        demand(heap.regionOf(b) == region, "byte " + b + " is in region " + heap.regionOf(b));
      }
      demand(heap.regionOf(address + size) == region, "the byte after the block is another's");
      demand(address % 8 == 0, "unaligned");
      for (long l = address; l < address + Math.min(size, 64); l += 8) {
        demand(heap.load(l) == RegionAllocator.NONE, "not cleared at " + l);
      }
    }
    return Long.toString(address);
  }

  private static void demand(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static String store(RegionAllocator heap, long location, long target, Set<Long> touched) {
    heap.store(location, target);
    touched.add(location);
    return "done";
  }

  private static String wild(RegionAllocator heap, Wild w) {
    return switch (w.kind) {
      case 0 -> Boolean.toString(heap.deleteRegion(w.a));
      case 1 -> Long.toString(heap.regionOf(w.a));
      case 2 -> Long.toString(heap.load(w.a));
      case 3 -> {
        // Right ones could leave the lists of this test; so only null is stored.
        heap.store(w.a, RegionAllocator.NONE);
        yield "done";
      }
      case 4 -> {
        heap.store(heap.rootLocation(0), w.a);
        yield "done";
      }
      case 5 -> w.b < 0 ? Long.toString(heap.allocate(w.a, w.b)) : "-";
      default -> Long.toString(heap.references(w.a));
    };
  }

  private static String state(RegionAllocator heap, Op op, int pages, Set<Long> touched) {
    StringBuilder text = new StringBuilder(" ;");
    for (int page = 0; page < pages; page++) {
      text.append(' ').append(heap.regionOf(4096L * page));
    }
    text.append(" ;");
    for (int r = 0; r < 8; r++) {
      try {
        text.append(' ').append(heap.references(r));
      } catch (InvalidRequestException e) {
        text.append(" x");
      }
    }
    if (op instanceof Delete) {
      text.append(" ;");
      for (long location : touched) {
        try {
          text.append(' ').append(heap.load(location));
        } catch (InvalidRequestException e) {
          text.append(" x");
        }
      }
    }
    return text.toString();
  }

  /**
   * Runs every sequence of so many calls from the alphabet after some others, each on fresh heaps.
   */
  static long all(
      List<Op> before,
      List<? extends Op> alphabet,
      int length,
      int pages,
      Supplier<RegionAllocator[]> heaps) {
    int[] digits = new int[length];
    for (long sequences = 1; ; sequences++) {
      List<Op> calls = new ArrayList<>(before);
      for (int digit : digits) {
        calls.add(alphabet.get(digit));
      }
      run(calls, pages, op -> {}, heaps.get());
      int at = length - 1;
      while (at >= 0 && ++digits[at] == alphabet.size()) {
        digits[at--] = 0;
      }
      if (at < 0) {
        return sequences;
      }
    }
  }

  /** So many calls, as a seed has them. */
  public static List<Op> random(long seed, int count, int roots) {
    Random random = new Random(seed);
    List<Op> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(30);
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      if (kind < 3) {
        calls.add(random.nextBoolean() ? new Open() : new OpenBelow(a));
      } else if (kind < 12) {
        calls.add(new Allocate(a, random.nextInt(random.nextInt(10) == 0 ? 9000 : 300)));
      } else if (kind < 18) {
        calls.add(new Delete(a));
      } else if (kind < 22) {
        calls.add(new Link(a, random.nextInt(4), b, random.nextInt(30)));
      } else if (kind < 24) {
        calls.add(new Root(random.nextInt(roots), a));
      } else {
        calls.add(random.nextBoolean() ? new Unroot(random.nextInt(roots)) : new Unlink(a, b % 4));
      }
    }
    return calls;
  }
}
