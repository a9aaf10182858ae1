package org.alloracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;

/**
 * Runs the same calls on two object caches, a model and its subject, and demands the same answers
 * and the same visible state after every step.
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
  public static void run(List<? extends Op> calls, Subject model, Subject subject) {
    List<Long> live = new ArrayList<>();
    StringBuilder story = new StringBuilder();
    for (Op op : calls) {
      String expected = step(op, model, live);
      String actual = step(op, subject, live);
      story.append(op).append(" // ").append(expected).append('\n');
      if (!actual.equals(expected)) {
        throw new AssertionError("answers " + actual + ", last of:\n" + story);
      }
      if (!subject.state().equals(model.state())) {
        throw new AssertionError(
            "is " + subject.state() + " where the model is " + model.state() + " after:\n" + story);
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
