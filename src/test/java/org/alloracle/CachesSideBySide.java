package org.alloracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;

/**
 * Runs the same calls on object caches, a model and its subjects, and demands the same answers and
 * the same visible state after every step.
 */
public final class CachesSideBySide {
  /** A cache that also tells its state, and has calls of its own. */
  public interface Subject extends ObjectCache {
    /** All that a user can see. */
    String state();

    /** A call that only this design has. */
    default void extra(int which) {}
  }

  /** One call. Objects are named by rank among the live ones, oldest first. */
  public sealed interface Op {}

  /** Allocates. */
  public record Take() implements Op {}

  /** Frees the live object of this rank, modulo their number; nothing if none lives. */
  public record Give(int rank) implements Op {}

  /** Frees an address, live or not. */
  public record GiveAt(long address) implements Op {}

  /** A call that only this design has. */
  public record Extra(int which) implements Op {}

  private CachesSideBySide() {}

  /** Calls of every kind. */
  public static Arbitrary<List<Op>> calls(
      Arbitrary<Long> wild, Arbitrary<Integer> extras, int most) {
    Arbitrary<Op> give = Arbitraries.integers().between(0, 1000).map(Give::new);
    return Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.just((Op) new Take())),
            Tuple.of(10, give),
            Tuple.of(1, wild.map(a -> (Op) new GiveAt(a))),
            Tuple.of(1, extras.map(e -> (Op) new Extra(e))))
        .list()
        .ofMaxSize(most);
  }

  /** Runs the calls. */
  public static void run(List<? extends Op> calls, Subject model, Subject... subjects) {
    List<Long> live = new ArrayList<>();
    StringBuilder story = new StringBuilder();
    for (Op op : calls) {
      String expected = step(op, model, live);
      String state = model.state();
      story.append(op).append(" // ").append(expected).append('\n');
      for (Subject subject : subjects) {
        String actual;
        String after;
        try {
          actual = step(op, subject, live);
          after = subject.state();
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(subject + " breaks: " + e + " after:\n" + story, e);
        }
        if (!actual.equals(expected)) {
          throw new AssertionError(subject + " answers " + actual + ", last of:\n" + story);
        }
        if (!after.equals(state)) {
          throw new AssertionError(
              subject + " is " + after + " where the model is " + state + " after:\n" + story);
        }
      }
      if (op instanceof Take && !expected.equals("-1")) {
        live.add(Long.valueOf(expected));
      } else if (op instanceof Give g && !live.isEmpty()) {
        live.remove(g.rank % live.size());
      } else if (op instanceof GiveAt g) {
        live.remove((Long) g.address);
      }
    }
  }

  /** Runs every sequence of so many calls from the alphabet, each on fresh caches. */
  public static long all(
      List<? extends Op> alphabet,
      int length,
      Supplier<? extends Subject> model,
      Supplier<? extends Subject> subject) {
    int[] digits = new int[length];
    for (long sequences = 1; ; sequences++) {
      List<Op> calls = new ArrayList<>();
      for (int digit : digits) {
        calls.add(alphabet.get(digit));
      }
      run(calls, model.get(), subject.get());
      int at = length - 1;
      while (at >= 0 && ++digits[at] == alphabet.size()) {
        digits[at--] = 0;
      }
      if (at < 0) {
        return sequences;
      }
    }
  }

  /** So many calls of every kind, as a seed has them; wild addresses are below {@code end}. */
  public static List<Op> random(long seed, int count, int end, int... extras) {
    Random random = new Random(seed);
    List<Op> calls = new ArrayList<>();
    boolean filling = true;
    for (int i = 0; i < count; i++) {
      // Tides of some length, so that the cache is full and empty at times.
      filling = random.nextInt(200) == 0 ? !filling : filling;
      int kind = random.nextInt(100);
      if (kind < 3) {
        calls.add(new GiveAt(random.nextInt(end)));
      } else if (kind < 4) {
        calls.add(new Extra(extras[random.nextInt(extras.length)]));
      } else {
        calls.add(kind < 64 == filling ? new Take() : new Give(random.nextInt(1000)));
      }
    }
    return calls;
  }

  private static String step(Op op, Subject cache, List<Long> live) {
    try {
      if (op instanceof Take) {
        return Long.toString(cache.allocate());
      } else if (op instanceof Give g) {
        if (!live.isEmpty()) {
          cache.free(live.get(g.rank % live.size()));
        }
      } else if (op instanceof GiveAt g) {
        cache.free(g.address);
      } else if (op instanceof Extra e) {
        cache.extra(e.which);
      }
      return "done";
    } catch (InvalidFreeException | InvalidRequestException e) {
      return e.getClass().getSimpleName();
    }
  }
}
