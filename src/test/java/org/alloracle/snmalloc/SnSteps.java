package org.alloracle.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/**
 * Steps of a set of allocators: the schedule is data. Several sets must answer the same at each.
 */
public final class SnSteps {
  /** One step of one allocator. */
  public sealed interface Step {}

  record Allocate(int a, long size, long alignment) implements Step {}

  /**
   * Frees the live block of this rank, oldest first, modulo their number; nothing if none lives.
   */
  record FreeLive(int a, int rank) implements Step {}

  /** Frees an address, live or not. */
  record FreeAt(int a, long address) implements Step {}

  record Flush(int a) implements Step {}

  record Deliver(int a) implements Step {}

  private SnSteps() {}

  /** Steps of every kind. */
  static Arbitrary<List<Step>> steps(
      int allocators, Arbitrary<Long> sizes, Arbitrary<Long> alignments, long end, int most) {
    Arbitrary<Integer> as = Arbitraries.integers().between(0, allocators - 1);
    Arbitrary<Step> allocate = Combinators.combine(as, sizes, alignments).as(Allocate::new);
    Arbitrary<Step> free =
        Combinators.combine(as, Arbitraries.integers().between(0, 1000)).as(FreeLive::new);
    Arbitrary<Step> wild =
        Combinators.combine(as, Arbitraries.longs().between(-20, end + 20)).as(FreeAt::new);
    return Arbitraries.frequencyOf(
            Tuple.of(12, allocate),
            Tuple.of(10, free),
            Tuple.of(1, wild),
            Tuple.of(2, as.map(Flush::new)),
            Tuple.of(6, as.map(Deliver::new)))
        .list()
        .ofMaxSize(most);
  }

  /** So many steps, as a seed has them; sizes are up to {@code greatest}. */
  public static List<Step> random(long seed, int count, int allocators, int greatest, long end) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    boolean filling = true;
    for (int i = 0; i < count; i++) {
      filling = random.nextInt(100) == 0 ? !filling : filling;
      int a = random.nextInt(allocators);
      int kind = random.nextInt(100);
      if (kind < 2) {
        steps.add(new FreeAt(a, random.nextLong(end + 40) - 20));
      } else if (kind < 8) {
        steps.add(new Flush(a));
      } else if (kind < 28) {
        steps.add(new Deliver(a));
      } else if (kind < 75 == filling) {
        long alignment = random.nextInt(4) == 0 ? 1L << random.nextInt(8) : 1;
        steps.add(new Allocate(a, random.nextInt(1 + random.nextInt(greatest + 1)), alignment));
      } else {
        steps.add(new FreeLive(a, random.nextInt(1000)));
      }
    }
    return steps;
  }

  /**
   * Runs the steps on all; the first is the one whose answers the others must give.
   *
   * @param states whether all that can be seen is compared too, after every eighth step
   */
  public static void run(List<? extends Step> steps, boolean states, SnSubject... subjects) {
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      String expected = answer(steps.get(i), subjects[0], live);
      int upTo = i + 1;
      for (int j = 1; j < subjects.length; j++) {
        int which = j;
        assertEquals(
            expected,
            answer(steps.get(i), subjects[j], live),
            () -> "subject " + which + " after " + steps.subList(0, upTo));
        if (states && i % 8 == 7) {
          assertEquals(
              subjects[0].state(),
              subjects[j].state(),
              () -> "subject " + which + " after " + steps.subList(0, upTo));
        }
      }
      note(steps.get(i), expected, live);
    }
  }

  private static void note(Step step, String answer, List<Long> live) {
    if (step instanceof Allocate && !answer.startsWith("In")) {
      long address = Long.parseLong(answer.substring(0, answer.indexOf(' ')));
      if (address != BlockAllocator.NONE) {
        live.add(address);
      }
    } else if (step instanceof FreeLive f && !live.isEmpty()) {
      live.remove(f.rank % live.size());
    } else if (step instanceof FreeAt f) {
      live.remove((Long) f.address);
    }
  }

  private static String answer(Step step, SnSubject on, List<Long> live) {
    try {
      if (step instanceof Allocate a) {
        long address = on.allocate(a.a, a.size, a.alignment);
        return address + " " + (address < 0 ? 0 : on.usableSize(address));
      } else if (step instanceof FreeLive f) {
        if (!live.isEmpty()) {
          on.free(f.a, live.get(f.rank % live.size()));
        }
      } else if (step instanceof FreeAt f) {
        on.free(f.a, f.address);
      } else if (step instanceof Flush f) {
        on.flush(f.a);
      } else if (step instanceof Deliver d) {
        return Boolean.toString(on.deliver(d.a));
      }
      return "done";
    } catch (InvalidFreeException | InvalidRequestException e) {
      return e.getClass().getSimpleName();
    }
  }
}
