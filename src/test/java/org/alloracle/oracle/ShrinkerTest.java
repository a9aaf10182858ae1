package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
  private static final Limits LIMITS = new Limits(4096, Long.MAX_VALUE, 1, 64, true);

  /** Fails when a block of at least 100 bytes and alignment 16 is freed after another request. */
  private static boolean fails(List<Operation> list) {
    for (Operation made : list) {
      if (made.kind() == Operation.Kind.ALLOCATE && made.size() >= 100 && made.alignment() >= 16) {
        int freed = list.indexOf(Operation.free(made.block()));
        if (freed > list.indexOf(made) + 1) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void reachesTheSmallestNumbersAndTheFewestCalls() {
    int found = 0;
    for (long seed = 0; seed < 100; seed++) {
      List<Operation> list = Operations.random(seed, LIMITS, Set.of());
      if (fails(list)) {
        found++;
        List<Operation> shrunk = Shrinker.shrink(list, ShrinkerTest::fails, 3000);
        assertEquals(3, shrunk.size(), shrunk::toString);
        assertEquals(Operation.allocate(0, 100, 16), shrunk.get(0));
        assertEquals(Operation.free(0), shrunk.get(2));
      }
    }
    assertTrue(found > 5, "too few failing lists to say anything: " + found);
  }

  @Test
  void triesNoMoreListsThanAllowed() {
    List<Operation> list = Operations.random(99, LIMITS, Set.of());
    int[] tried = new int[1];
    Predicate<List<Operation>> never =
        candidate -> {
          tried[0]++;
          return false;
        };
    Shrinker.shrink(list, never, 7);
    assertEquals(7, tried[0]);
  }

  @Test
  void whatFailsAlwaysShrinksToNothing() {
    List<Operation> list = Operations.random(99, LIMITS, Set.of());
    assertEquals(List.of(), Shrinker.shrink(list, candidate -> true, 1000));
  }

  @Test
  void listsAreAFunctionOfTheirSeed() {
    Set<Operation.Kind> misuse =
        EnumSet.complementOf(EnumSet.of(Operation.Kind.ALLOCATE, Operation.Kind.FREE));
    for (long seed = 0; seed < 300; seed++) {
      List<Operation> list = Operations.random(seed, LIMITS, misuse);
      assertEquals(list, Operations.random(seed, LIMITS, misuse));
      assertTrue(list.size() >= 2 && list.size() <= 4 + seed % 100 + 2, list::toString);
    }
  }

  @Test
  void requestsStayInsideTheLimits() {
    Limits narrow = new Limits(64, 64, 1, 1, false);
    for (long seed = 0; seed < 300; seed++) {
      for (Operation operation : Operations.random(seed, narrow, Set.of())) {
        if (operation.kind() == Operation.Kind.ALLOCATE) {
          assertTrue(operation.size() >= 1 && operation.size() <= 64, operation::toString);
          assertEquals(1, operation.alignment());
        }
      }
    }
  }

  /** Reports name a seed, so that a seed stands for the same list for ever. */
  @Test
  void aSeedsListIsAsItWas() {
    Set<Operation.Kind> misuse =
        EnumSet.complementOf(EnumSet.of(Operation.Kind.ALLOCATE, Operation.Kind.FREE));
    StringBuilder lists = new StringBuilder();
    for (long seed = 0; seed < 300; seed++) {
      lists.append(Operations.random(seed, LIMITS, misuse));
      lists.append(Operations.random(-seed, new Limits(64, 100, 8, 8, false), misuse));
    }
    assertEquals(-859035718, lists.toString().hashCode());
  }

  /** Calls that only fail together go in pairs. */
  @Test
  void pairsAreRemoved() {
    List<Operation> list =
        List.of(
            Operation.allocate(0, 8, 1),
            Operation.allocate(1, 8, 1),
            Operation.free(0),
            Operation.free(1));
    Predicate<List<Operation>> even = candidate -> candidate.size() % 2 == 0;
    Predicate<List<Operation>> evenAndMany = even.and(candidate -> candidate.size() >= 2);
    assertEquals(2, Shrinker.shrink(list, evenAndMany, 1000).size());
    Predicate<List<Operation>> mirrored =
        candidate ->
            candidate.stream().filter(o -> o.kind() == Operation.Kind.ALLOCATE).count()
                    == candidate.stream().filter(o -> o.kind() == Operation.Kind.FREE).count()
                && candidate.contains(Operation.free(1));
    assertEquals(
        List.of(Operation.allocate(0, 1, 1), Operation.free(0)),
        Shrinker.shrink(list, mirrored, 1000));
  }

  /** What is tried on the way, a letter a call; a size or an alignment where it is another one. */
  private static List<String> tried(List<Operation> list, Predicate<List<Operation>> fails) {
    List<String> tried = new ArrayList<>();
    Shrinker.shrink(
        list,
        candidate -> {
          StringBuilder text = new StringBuilder();
          for (Operation each : candidate) {
            text.append((char) ('a' + each.block()));
            text.append(each.size() == 1 ? "" : each.size());
            text.append(each.alignment() == 1 ? "" : "/" + each.alignment());
          }
          boolean failed = fails.test(candidate);
          tried.add(text + (failed ? "!" : ""));
          return failed;
        },
        1000);
    return tried;
  }

  private static List<String> words(String words) {
    return List.of(words.split(" ", -1));
  }

  /**
   * Powers of two upwards until one fails, then halves; and all once more, as something changed.
   */
  @Test
  void numbersThatAreTried() {
    List<Operation> list = List.of(Operation.allocate(0, 200, 16));
    assertEquals(
        words(
            " a/16 a2/16 a4/16 a8/16 a16/16 a32/16 a64/16 a128/16! a96/16 a112/16! a104/16!"
                + " a100/16! a98/16 a99/16 a100 a100/2 a100/4!"
                + "  a/4 a2/4 a4/4 a8/4 a16/4 a32/4 a64/4 a82/4 a91/4 a95/4 a97/4 a98/4 a99/4"
                + " a100 a100/2"),
        tried(list, l -> l.size() == 1 && l.get(0).size() >= 100 && l.get(0).alignment() >= 4));
  }

  /** Halves from the end, then single calls, then pairs. */
  @Test
  void callsThatAreTried() {
    List<Operation> list = new ArrayList<>();
    for (int block = 0; block < 4; block++) {
      list.add(Operation.allocate(block, 1, 1));
    }
    assertEquals(
        words("ab cd abc abd acd bcd cd bd bc ad ac ab"),
        tried(list, candidate -> candidate.size() == 4));
  }

  /** Only the sizes of requests and offsets are numbers to be made smaller. */
  @Test
  void whatIsNoNumberStays() {
    Operation foreign = new Operation(Operation.Kind.FREE_FOREIGN, 5, 1000, 1);
    Operation bad = new Operation(Operation.Kind.BAD_REQUEST, 7, -1, 3);
    Operation inside = new Operation(Operation.Kind.FREE_INSIDE, 3, 1000, 1);
    List<Operation> list = List.of(foreign, Operation.allocate(3, 1000, 64), bad, inside);
    assertEquals(
        List.of(foreign, Operation.allocate(0, 1, 1), bad, inside.onBlock(0).withSize(1)),
        Shrinker.shrink(list, candidate -> candidate.size() == 4, 1000));
  }

  /** Pairs are tried in lists of up to sixteen calls. */
  @Test
  void pairsInListsThatAreNotLong() {
    for (int length = 15; length <= 17; length++) {
      List<Operation> list = new ArrayList<>();
      for (int block = 0; block < length; block++) {
        list.add(Operation.allocate(block, 1, 1));
      }
      List<Operation> inner = list.subList(1, length - 1); // no chunk of two leaves it
      Predicate<List<Operation>> fails =
          candidate -> candidate.equals(list) || candidate.equals(inner);
      int shrunk = Shrinker.shrink(list, fails, 1000).size();
      assertEquals(length > 16 ? length : length - 2, shrunk);
    }
  }
}
