package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alloracle.oracle.Operation.Kind;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The text of tests and traces, to the letter; that it compiles and fails is the kit's test. */
final class ReproducerTest {
  private static final List<Operation> PROBES =
      List.of(Operation.allocate(0, 8, 1), Operation.allocate(0, 16, 4));

  private static Violation violation(Violation.Kind kind) {
    return new Violation(kind, 1, 0, -1, 16, null, null, -1, "message", List.of(), 0);
  }

  private static Experiment.Result result(
      Violation.@Nullable Kind kind, List<Operation> done, boolean afterwards) {
    return new Experiment.Result(
        kind == null ? null : violation(kind),
        done,
        Set.of(0),
        1,
        afterwards,
        List.of(),
        List.of());
  }

  private static String body(Experiment.Result result) {
    String text = Reproducer.test(result, "fails");
    String head =
        """
          @org.junit.jupiter.api.Test
          void fails() {
            var heap = new org.alloracle.oracle.CheckedAllocator(subject());
        """;
    assertEquals(head, text.substring(0, head.length()));
    assertEquals("  }\n", text.substring(text.length() - 4));
    return text.substring(head.length(), text.length() - 4);
  }

  @Test
  void everyKindOfCall() {
    List<Operation> done =
        List.of(
            Operation.allocate(0, 8, 1),
            Operation.allocate(1, 1L << 40, 16),
            Operation.allocate(2, 1, 1),
            Operation.free(0),
            new Operation(Kind.FREE_AGAIN, 0, 0, 1),
            new Operation(Kind.FREE_INSIDE, 1, 5, 1),
            new Operation(Kind.FREE_FOREIGN, 0, Long.MIN_VALUE, 1),
            new Operation(Kind.BAD_REQUEST, 0, -1, 3));
    String calls =
        """
            long b0 = heap.allocate(8, 1);
            long b1 = heap.allocate(1099511627776L, 16);
            heap.allocate(1, 1);
            heap.free(b0);
            heap.mustRefuseFree(b0);
            heap.mustRefuseFree(b1 + 5);
            heap.mustRefuseFree(-9223372036854775808L);
            heap.mustRefuse(-1, 3);\
        """;
    assertEquals(calls + "\n", body(result(null, done, false)));
    assertEquals(
        calls + " // HONEST_FAILURE\n",
        body(result(Violation.Kind.BAD_REQUEST_SERVED, done, false)));
  }

  private static List<Operation> equal(int count) {
    List<Operation> calls = new ArrayList<>();
    for (int block = 0; block < count; block++) {
      calls.add(Operation.allocate(block, 8, 1));
    }
    return calls;
  }

  @Test
  void fourEqualCallsMakeALoop() {
    List<Operation> done = equal(4);
    done.add(Operation.allocate(4, 16, 1));
    done.add(Operation.allocate(5, 16, 1));
    done.add(Operation.allocate(6, 16, 1));
    assertEquals(
        """
            for (int i = 0; i < 4; i++) {
              heap.allocate(8, 1);
            }
            heap.allocate(16, 1);
            heap.allocate(16, 1);
            heap.allocate(16, 1); // ALIGNMENT
        """,
        body(result(Violation.Kind.MISALIGNED, done, false)));
    List<Operation> late = equal(6);
    late.set(0, Operation.allocate(0, 1, 1));
    assertEquals(
        """
            heap.allocate(1, 1);
            for (int i = 0; i < 5; i++) {
              heap.allocate(8, 1);
            } // ALIGNMENT
        """,
        body(result(Violation.Kind.MISALIGNED, late, false)));
  }

  /** A byte that changed in the last call shows when the bytes are looked at. */
  @Test
  void bytesAreLookedAt() {
    assertEquals(
        """
            heap.allocate(8, 1); // FRAME
            heap.verify();
        """,
        body(result(Violation.Kind.BYTE_CHANGED, equal(1), false)));
    assertEquals(
        """
            heap.allocate(8, 1);
            heap.verify();
            heap.freeAll(); // HONEST_FAILURE
        """,
        body(result(Violation.Kind.THREW, equal(1), true)));
  }

  @Test
  void whatIsAskedForAtTheEnd() {
    Experiment.Result result =
        new Experiment.Result(
            violation(Violation.Kind.FAILS_AGAIN), equal(1), Set.of(0), 1, true, PROBES, List.of());
    assertEquals(
        """
            heap.allocate(8, 1);
            heap.freeAll();
            heap.mustServeAlone(8, 1);
            heap.mustServeAlone(16, 4); // REUSE
        """,
        body(result));
  }

  /** Of several rounds, all calls are in a loop, and what was served must be served again. */
  @Test
  void rounds() {
    List<Operation> done = equal(5);
    done.add(Operation.allocate(5, 64, 1));
    done.add(Operation.free(5));
    for (boolean afterwards : new boolean[] {false, true}) {
      Experiment.Result result =
          new Experiment.Result(
              violation(Violation.Kind.FAILS_AGAIN),
              done,
              Set.of(5),
              3,
              afterwards,
              List.of(),
              List.of());
      assertEquals(
          """
              for (int round = 1; round <= 3; round++) {
                for (int i = 0; i < 5; i++) {
                  heap.allocate(8, 1);
                }
                long b5 = heap.mustAllocate(64, 1);
                heap.free(b5);
                heap.freeAll();
              } // REUSE
          """,
          body(result));
    }
  }

  /** Where each request is asked for alone, the rounds need not go as the first. */
  @Test
  void roundsWithRequestsAtTheEnd() {
    Experiment.Result result =
        new Experiment.Result(
            violation(Violation.Kind.FAILS_AGAIN), equal(1), Set.of(0), 2, true, PROBES, List.of());
    assertEquals(
        """
            for (int round = 1; round <= 2; round++) {
              heap.allocate(8, 1);
              heap.freeAll();
              heap.mustServeAlone(8, 1);
              heap.mustServeAlone(16, 4);
            } // REUSE
        """,
        body(result));
  }

  @Test
  void tracesOfBlocksFromZeroOnAreMovedUp() {
    Event first = Event.allocate(1, 1, 0, 8, 8, 1);
    Event aligned = Event.allocate(2, 1, 32, 9, 16, 32);
    Event failed = Event.allocate(3, 1, Event.NULL, 64, Event.UNKNOWN, 1);
    Event free = Event.free(4, 1, 32);
    assertEquals(
        """
        1 m 8 = 100000000 8
        1 a 20 9 = 100000020 10
        1 m 40 = 0 0
        1 f 100000020
        """,
        Reproducer.trace(List.of(first, aligned, failed, free)));
    assertEquals(
        "1 a 20 9 = 20 10\n1 m 40 = 0 0\n1 f 20\n",
        Reproducer.trace(List.of(aligned, failed, free)));
    assertEquals("1 f 100000000\n", Reproducer.trace(List.of(Event.free(1, 1, 0))));
  }
}
