package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.oracle.Operation.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExperimentTest {
  /** Places of 16 bytes; the lowest free one is served. */
  private static final class Places implements Subject {
    final List<String> calls = new ArrayList<>();
    final TreeSet<Long> live = new TreeSet<>();
    final byte[] bytes = new byte[256];
    int requests;
    int room = 3;
    boolean losing;

    /** The address to serve in the place of the right one, by the number of the request. */
    @Nullable LongUnaryOperator instead;

    Runnable before = () -> {};

    @Override
    public long allocate(long size, long alignment) {
      before.run();
      calls.add("a" + size);
      if (size < 0 || Long.bitCount(alignment) != 1) {
        throw new InvalidRequestException("no");
      }
      requests++;
      long at = 0;
      while (live.contains(at)) {
        at += 16;
      }
      long served = size > 16 || at >= 16L * room ? failure() : at;
      served = instead == null ? served : instead.applyAsLong(requests);
      if (served >= 0) {
        live.add(served);
      }
      return served;
    }

    @Override
    public void free(long address) {
      calls.add("f" + address);
      if (losing) {
        room--;
      }
      if (!live.remove(address)) {
        throw new InvalidFreeException("no");
      }
    }

    @Override
    public long usableSize(long address) {
      return 16;
    }

    @Override
    public Memory memory() {
      return Memory.of(bytes);
    }
  }

  private final Places places = new Places();
  private final Experiment experiment = new Experiment(() -> places);

  private static Operation misuse(Kind kind, int block, long size) {
    return new Operation(kind, block, size, 1);
  }

  private static Operation allocate(int block, long size) {
    return Operation.allocate(block, size, 1);
  }

  private static List<String> calls(String calls) {
    return List.of(calls.split(" ", -1));
  }

  private static Violation broken(Experiment.Result result) {
    return Objects.requireNonNull(result.violation());
  }

  /** What has no block to work on, or is no misuse, is left out. */
  @Test
  void operationsAreDoneOnWhatThereIs() {
    List<Operation> done =
        List.of(
            allocate(0, 8),
            misuse(Kind.FREE_INSIDE, 0, 15),
            misuse(Kind.FREE_FOREIGN, 0, 7),
            Operation.free(0),
            misuse(Kind.FREE_AGAIN, 0, 0),
            misuse(Kind.BAD_REQUEST, 0, -1),
            new Operation(Kind.BAD_REQUEST, 0, 8, 3),
            allocate(1, 17));
    List<Operation> list = new ArrayList<>(done);
    list.addAll(2, List.of(misuse(Kind.FREE_INSIDE, 0, 16), misuse(Kind.FREE_AGAIN, 0, 0)));
    list.add(2, misuse(Kind.FREE_INSIDE, 0, 0));
    list.addAll(5, List.of(misuse(Kind.FREE_FOREIGN, 0, 0), misuse(Kind.FREE_FOREIGN, 0, -1)));
    list.addAll(0, List.of(Operation.free(0), misuse(Kind.FREE_AGAIN, 0, 0)));
    list.add(0, misuse(Kind.FREE_INSIDE, 0, 1));
    list.addAll(List.of(Operation.free(0), Operation.free(1), misuse(Kind.FREE_INSIDE, 1, 1)));
    Experiment.Result result = experiment.once(list, false);
    assertNull(result.violation());
    assertEquals(done, result.done());
    assertEquals(Set.of(0), result.served());
    assertEquals(List.of(), result.probes());
    assertTrue(result.afterwards());
    assertEquals(3, result.events().size());
    assertEquals(calls("a8 f15 f7 f0 f0 a-1 a8 a17"), places.calls);
    assertEquals(8, experiment.calls());
    assertEquals(list, experiment.underWay());
  }

  @Test
  void theListUnderWay() {
    List<List<Operation>> seen = new ArrayList<>();
    places.before = () -> seen.add(experiment.underWay());
    List<Operation> list = List.of(allocate(0, 8), Operation.free(0), allocate(1, 9));
    assertEquals(List.of(), experiment.underWay());
    experiment.once(list, true);
    experiment.once(List.of(), true);
    assertEquals(List.of(), experiment.underWay());
    assertEquals(List.of(list.subList(0, 1), list), seen);
  }

  /** Bytes are looked at after every call, or at the end, or never. */
  @Test
  void bytes() {
    List<Operation> list = List.of(allocate(0, 8), allocate(1, 8), allocate(2, 8));
    places.before =
        () -> {
          if (places.requests == 1) {
            places.bytes[15]++;
          }
        };
    Experiment.Result precise = experiment.once(list, true);
    assertEquals(Violation.Kind.BYTE_CHANGED, broken(precise).kind());
    assertEquals(2, broken(precise).event());
    assertEquals(list.subList(0, 2), precise.done());
    assertFalse(precise.afterwards());
    assertEquals(1, precise.round());
    places.live.clear();
    places.requests = 0;
    Experiment.Result end = experiment.once(list, false);
    assertEquals(Violation.Kind.BYTE_CHANGED, broken(end).kind());
    assertEquals(3, broken(end).event());
    assertEquals(list, end.done());
    assertTrue(end.afterwards());
    places.live.clear();
    places.requests = 0;
    assertNull(experiment.rounds(list, Subject.Reuse.ALL, 1).violation());
  }

  /** After each round, every request that the first one served is asked for alone. */
  @Test
  void eachRequestAlone() {
    List<Operation> list =
        List.of(allocate(0, 8), allocate(1, 8), Operation.allocate(2, 16, 4), allocate(3, 17));
    Experiment.Result result = experiment.rounds(list, Subject.Reuse.EACH, 15);
    assertNull(result.violation());
    assertEquals(List.of(allocate(0, 8), Operation.allocate(0, 16, 4)), result.probes());
    assertEquals(list, result.done());
    assertEquals(Set.of(0, 1, 2), result.served());
    String round = "a8 a8 a16 a17 f0 f16 f32 a8 f0 a16 f0";
    assertEquals(calls(round + " " + round + " " + round), places.calls);
    assertEquals(12, experiment.calls());
  }

  @Test
  void atLeastTwoRounds() {
    List<Operation> list =
        List.of(misuse(Kind.FREE_AGAIN, 0, 0), Operation.free(0), allocate(0, 8));
    assertNull(experiment.rounds(list, Subject.Reuse.ALL, 1).violation());
    assertEquals(calls("a8 f0 a8 f0"), places.calls);
    places.calls.clear();
    List<Operation> freed =
        List.of(misuse(Kind.FREE_AGAIN, 0, 0), allocate(0, 8), Operation.free(0));
    assertNull(experiment.rounds(freed, Subject.Reuse.ALL, 8).violation());
    assertEquals(calls("a8 f0 a8 f0"), places.calls);
    assertNull(experiment.rounds(List.of(), Subject.Reuse.ALL, 5).violation());
  }

  @Test
  void whatWasServedMustBeServedAgain() {
    List<Operation> list = List.of(allocate(0, 8), allocate(1, 8), allocate(2, 8));
    places.losing = true;
    Experiment.Result result = experiment.rounds(list, Subject.Reuse.ALL, 100);
    assertEquals(Violation.Kind.FAILS_AGAIN, broken(result).kind());
    assertEquals(
        "allocate(8, 1) failed, though a fresh allocator served it after the same calls",
        broken(result).message());
    assertEquals(2, result.round());
    assertFalse(result.afterwards());
    assertEquals(list, result.done());
    assertEquals(List.of(), result.probes());
    places.live.clear();
    places.room = 3;
    // Alone is another matter, until nothing is left.
    Experiment.Result each = experiment.rounds(list, Subject.Reuse.EACH, 100);
    assertEquals(Violation.Kind.FAILS_AGAIN, broken(each).kind());
    assertTrue(each.afterwards());
    assertEquals(1, each.round());
  }

  /** A round that was given more than the first is not compared with it further. */
  @Test
  void moreThanTheFirstRound() {
    List<Operation> list = List.of(allocate(0, 8), allocate(1, 8));
    places.instead = request -> request % 2 == 1 ? 0 : request == 4 ? 16 : -1;
    Experiment.Result result = experiment.rounds(list, Subject.Reuse.ALL, 100);
    assertNull(result.violation());
    assertEquals(Set.of(0), result.served());
    assertEquals(4, experiment.calls());
    places.requests = 0;
    long[] served = {0, -1, 0, 0, 16, 0, 0, -1, 0};
    places.instead = request -> served[(int) request - 1];
    assertNull(experiment.rounds(list, Subject.Reuse.EACH, 6).violation());
    assertEquals(4 + 6, experiment.calls());
  }

  @Test
  void howManyBlocks() {
    assertEquals(3, experiment.capacity(List.of(), 0, 8, 10));
    assertEquals(
        List.of(allocate(0, 8), allocate(0, 8), allocate(0, 8), allocate(0, 8)),
        experiment.underWay());
    assertEquals(3, experiment.calls());
    for (int limit = 0; limit <= 3; limit++) {
      places.live.clear();
      assertEquals(limit, experiment.capacity(List.of(), 0, 16, limit));
      assertEquals(limit, experiment.underWay().size());
    }
    places.live.clear();
    assertEquals(0, experiment.capacity(List.of(), 0, 17, 10));
    places.losing = true;
    List<Operation> list = List.of(allocate(0, 1), Operation.free(0), allocate(1, 1));
    List<Integer> seen = new ArrayList<>();
    places.before = () -> seen.add(experiment.underWay().size());
    assertEquals(1, experiment.capacity(list, 1, 8, 10));
    assertEquals(List.of(1, 3, 1, 2), seen);
    places.live.clear();
    places.losing = false;
    places.instead = request -> 0;
    assertEquals(1, experiment.capacity(List.of(), 0, 8, 10));
  }
}
