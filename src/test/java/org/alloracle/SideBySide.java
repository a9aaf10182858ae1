package org.alloracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/**
 * Runs the same calls on several allocators and demands the same answer of each at every step: the
 * same address, the same size or the same exception.
 *
 * <p>A failure is an {@link AssertionError} whose message is the calls so far, ready to paste into
 * a test.
 */
public final class SideBySide {
  /**
   * One call. Blocks are named by rank, so that a list of calls still makes sense with some left
   * out.
   */
  public sealed interface Op {}

  /** Allocates. */
  public record Allocate(long size, long alignment) implements Op {}

  /**
   * Frees the live block of this rank, oldest first, modulo their number; nothing if none lives.
   */
  public record FreeLive(int rank) implements Op {}

  /** Frees an address, live or not. */
  public record FreeAt(long address) implements Op {}

  /** Frees an address so many bytes from the start of a live block. */
  public record FreeNear(int rank, long offset) implements Op {}

  /** Asks for the usable size at an address, live or not. */
  public record UsableAt(long address) implements Op {}

  private static final class Live {
    final List<Long> addresses = new ArrayList<>();

    long ranked(int rank) {
      return addresses.get(Math.floorMod(rank, addresses.size()));
    }
  }

  private SideBySide() {}

  /** Calls of every kind; {@code wild} draws addresses for the misuse of free and usableSize. */
  public static Arbitrary<List<Op>> calls(
      Arbitrary<Long> sizes, Arbitrary<Long> alignments, Arbitrary<Long> wild, int most) {
    Arbitrary<Integer> ranks = Arbitraries.integers().between(0, 1000);
    Arbitrary<Op> allocate = Combinators.combine(sizes, alignments).as(Allocate::new);
    Arbitrary<Op> freeLive = ranks.map(FreeLive::new);
    Arbitrary<Op> freeAt = wild.map(FreeAt::new);
    Arbitrary<Op> freeNear =
        Combinators.combine(ranks, Arbitraries.longs().between(-16, 16)).as(FreeNear::new);
    Arbitrary<Op> usableAt = wild.map(UsableAt::new);
    return Arbitraries.frequencyOf(
            Tuple.of(12, allocate),
            Tuple.of(8, freeLive),
            Tuple.of(1, freeAt),
            Tuple.of(1, freeNear),
            Tuple.of(1, usableAt))
        .list()
        .ofMaxSize(most);
  }

  /**
   * So many calls of every kind, as a seed has them; addresses and most sizes are below {@code
   * end}.
   */
  public static List<Op> random(long seed, int count, int end) {
    Random random = new Random(seed);
    List<Op> calls = new ArrayList<>();
    boolean filling = true;
    for (int i = 0; i < count; i++) {
      // Tides of some length, so that the heap is full and empty at times.
      filling = random.nextInt(200) == 0 ? !filling : filling;
      int kind = random.nextInt(100);
      if (kind < 2) {
        calls.add(new FreeAt(random.nextInt(end)));
      } else if (kind < 4) {
        calls.add(new FreeNear(random.nextInt(1000), random.nextInt(33) - 16));
      } else if (kind < 64 == filling) {
        calls.add(new Allocate(random.nextInt(2 + random.nextInt(end)), 1L << random.nextInt(9)));
      } else {
        calls.add(new FreeLive(random.nextInt(1000)));
      }
    }
    return calls;
  }

  /** Runs the calls on all allocators; the first is the one whose answers the others must give. */
  public static void run(List<? extends Op> calls, BlockAllocator... allocators) {
    run(calls, step -> {}, allocators);
  }

  /** As {@link #run(List, BlockAllocator...)}, with a look at the state after every call. */
  public static void run(
      List<? extends Op> calls, Consumer<Op> afterEach, BlockAllocator... allocators) {
    Live live = new Live();
    StringBuilder story = new StringBuilder();
    for (Op op : calls) {
      step(op, live, story, allocators);
      try {
        afterEach.accept(op);
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + " after:\n" + story, e);
      }
    }
  }

  /**
   * Runs every sequence of exactly {@code length} calls from the alphabet, each on fresh
   * allocators.
   *
   * @return the number of sequences
   */
  public static long all(
      List<? extends Op> alphabet, int length, Supplier<BlockAllocator[]> allocators) {
    int[] digits = new int[length];
    List<Op> calls = new ArrayList<>();
    long sequences = 0;
    while (true) {
      calls.clear();
      for (int digit : digits) {
        calls.add(alphabet.get(digit));
      }
      run(calls, allocators.get());
      sequences++;
      int at = length - 1;
      while (at >= 0 && ++digits[at] == alphabet.size()) {
        digits[at--] = 0;
      }
      if (at < 0) {
        return sequences;
      }
    }
  }

  private static void step(Op op, Live live, StringBuilder story, BlockAllocator[] allocators) {
    if (op instanceof Allocate a) {
      String answer =
          same(
              "allocate(" + a.size + ", " + a.alignment + ")",
              x -> x.allocate(a.size, a.alignment),
              story,
              allocators);
      if (!answer.startsWith("In") && Long.parseLong(answer) != BlockAllocator.NONE) {
        long address = Long.parseLong(answer);
        live.addresses.add(address);
        usable(address, story, allocators);
      }
    } else if (op instanceof FreeLive f) {
      if (!live.addresses.isEmpty()) {
        free(live.ranked(f.rank), live, story, allocators);
      }
    } else if (op instanceof FreeAt f) {
      free(f.address, live, story, allocators);
    } else if (op instanceof FreeNear f) {
      if (!live.addresses.isEmpty()) {
        free(live.ranked(f.rank) + f.offset, live, story, allocators);
      }
    } else if (op instanceof UsableAt u) {
      usable(u.address, story, allocators);
    }
  }

  private static void free(
      long address, Live live, StringBuilder story, BlockAllocator[] allocators) {
    same(
        "free(" + address + ")",
        x -> {
          x.free(address);
          return 0;
        },
        story,
        allocators);
    live.addresses.remove((Long) address);
  }

  private static void usable(long address, StringBuilder story, BlockAllocator[] allocators) {
    same("usableSize(" + address + ")", x -> x.usableSize(address), story, allocators);
  }

  private interface Call {
    long on(BlockAllocator allocator);
  }

  private static String same(
      String text, Call call, StringBuilder story, BlockAllocator[] allocators) {
    String expected = answer(call, allocators[0], story);
    story.append("a.").append(text).append("; // ").append(expected).append('\n');
    for (int i = 1; i < allocators.length; i++) {
      String actual = answer(call, allocators[i], story);
      if (!actual.equals(expected)) {
        throw new AssertionError(
            allocators[i].getClass().getSimpleName()
                + " answers "
                + actual
                + " where "
                + allocators[0].getClass().getSimpleName()
                + " answers "
                + expected
                + ", last of:\n"
                + story);
      }
    }
    return expected;
  }

  /** The answer as text. Anything but the two exceptions of the contract is a failure in itself. */
  private static String answer(Call call, BlockAllocator allocator, StringBuilder story) {
    try {
      return Long.toString(call.on(allocator));
    } catch (InvalidRequestException | InvalidFreeException e) {
      return e.getClass().getSimpleName();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          allocator.getClass().getSimpleName() + " breaks after:\n" + story + e, e);
    }
  }
}
