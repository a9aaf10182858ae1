package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.Clause;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class CheckedAllocatorTest {
  /** Hands out what it is told to. */
  private static final class Puppet implements Subject {
    final byte[] bytes = new byte[1024];
    final Map<Long, Long> usable = new HashMap<>();
    long next;
    @Nullable RuntimeException thrown;
    Misuse badFree = Misuse.REFUSED;
    ZeroSize zeroSize = ZeroSize.UNSPECIFIED;
    final List<Long> freed = new ArrayList<>();

    @Override
    public long allocate(long size, long alignment) {
      if (thrown != null) {
        throw thrown;
      }
      return next;
    }

    @Override
    public void free(long address) {
      if (thrown != null) {
        throw thrown;
      }
      freed.add(address);
    }

    @Override
    public ZeroSize zeroSize() {
      return zeroSize;
    }

    @Override
    public long usableSize(long address) {
      return usable.getOrDefault(address, UNKNOWN);
    }

    @Override
    public Memory memory() {
      return Memory.of(bytes);
    }

    @Override
    public long heapStart() {
      return 16;
    }

    @Override
    public long heapEnd() {
      return 1024;
    }

    @Override
    public long minAlignment() {
      return 8;
    }

    @Override
    public Misuse badFree() {
      return badFree;
    }
  }

  private final Puppet puppet = new Puppet();
  private final CheckedAllocator heap = new CheckedAllocator(puppet);

  private long allocate(long address, long size) {
    puppet.next = address;
    return heap.allocate(size, 1);
  }

  private static Violation broken(Kind kind, Executable call) {
    Violation violation = assertThrows(ContractError.class, call).violation();
    assertEquals(kind, violation.kind(), violation.message());
    return violation;
  }

  @Test
  void aBlockAndItsEdges() {
    assertEquals(16, allocate(16, 8));
    assertEquals(24, allocate(24, 1000));
    assertEquals(8, heap.usableSize(16));
    heap.free(16);
    assertEquals(16, allocate(16, 8));
    heap.freeAll();
  }

  @Test
  void everyBlockHasTheAlignmentOfTheHeap() {
    broken(Kind.MISALIGNED, () -> allocate(20, 1));
  }

  @Test
  void bothEndsOfTheHeapAreWatched() {
    broken(Kind.OUTSIDE_MEMORY, () -> allocate(8, 8));
    CheckedAllocator other = new CheckedAllocator(puppet);
    puppet.next = 1016;
    broken(Kind.OUTSIDE_MEMORY, () -> other.allocate(9, 1));
  }

  @Test
  void aNegativeAddressIsOutside() {
    broken(Kind.OUTSIDE_MEMORY, () -> allocate(-8, 1));
  }

  @Test
  void theUsableSizeCounts() {
    puppet.usable.put(16L, 32L);
    allocate(16, 1);
    assertEquals(32, heap.usableSize(16));
    broken(Kind.OVERLAP_INSIDE, () -> allocate(40, 1));
  }

  @Test
  void aShrunkBlockIsNoticed() {
    puppet.usable.put(16L, 32L);
    allocate(16, 1);
    puppet.usable.put(16L, 31L);
    broken(Kind.USABLE_SHRUNK, () -> heap.free(16));
  }

  @Test
  void aChangedByteIsToldByBlockAndOffsetAndEvents() {
    allocate(16, 40);
    allocate(64, 8);
    puppet.bytes[16 + 39] = 0;
    allocate(128, 8);
    Violation violation = broken(Kind.BYTE_CHANGED, () -> heap.free(16));
    assertEquals(Clause.FRAME, violation.clause());
    assertEquals(39, violation.offset());
    assertEquals(16, Objects.requireNonNull(violation.other()).address());
    assertEquals(
        "byte 39 of the live block 0x10 of 40 bytes (event 1) was 0x61 and is 0x0,"
            + " changed between event 1 and event 4",
        violation.message());
  }

  @Test
  void aFailureIsPassedOn() {
    puppet.next = puppet.failure();
    assertEquals(BlockAllocator.NONE, heap.allocate(8, 1));
    broken(Kind.FAILS_AGAIN, () -> heap.mustAllocate(8, 1));
  }

  @Test
  void aFailureMustNotChangeABlock() {
    puppet.usable.put(16L, 32L);
    allocate(16, 1);
    puppet.usable.put(16L, 33L);
    broken(Kind.CHANGED_BY_FAILURE, () -> allocate(puppet.failure(), 8));
  }

  @Test
  void anExceptionIsNoFailure() {
    puppet.thrown = new IllegalStateException("full");
    broken(Kind.THREW, () -> allocate(16, 8));
  }

  @Test
  void misuseThatIsAcceptedIsNamed() {
    allocate(16, 8);
    allocate(24, 8);
    heap.free(16);
    assertEquals(Clause.VALID_FREE, broken(Kind.DOUBLE_FREE, () -> heap.free(16)).clause());
    broken(Kind.INTERIOR_FREE, () -> heap.mustRefuseFree(25));
    broken(Kind.UNKNOWN_FREE, () -> heap.mustRefuseFree(-5));
  }

  @Test
  void misuseThatIsRefusedIsPassedOn() {
    allocate(16, 8);
    puppet.thrown = new IllegalArgumentException("no");
    assertSame(puppet.thrown, assertThrows(RuntimeException.class, () -> heap.free(17)));
    assertSame(puppet.thrown, assertThrows(RuntimeException.class, () -> heap.allocate(-1, 1)));
    heap.mustRefuseFree(17);
    heap.mustRefuse(1, 3);
  }

  @Test
  void misuseThatIsUndefinedIsTheCallersFault() {
    puppet.badFree = Subject.Misuse.UNDEFINED;
    puppet.thrown = new IllegalArgumentException("not to be asked");
    broken(Kind.UNKNOWN_FREE, () -> heap.free(16));
  }

  @Test
  void aBadRequestMayFailButNotBeServed() {
    puppet.next = puppet.failure();
    heap.mustRefuse(-1, 1);
    puppet.next = 16;
    broken(Kind.BAD_REQUEST_SERVED, () -> heap.mustRefuse(-1, 1));
  }

  @Test
  void theProjectsOwnExceptionsAreTheOnlyRefusals() {
    BlockAllocator careless =
        new BlockAllocator() {
          @Override
          public long allocate(long size, long alignment) {
            throw new InvalidRequestException("size");
          }

          @Override
          public void free(long address) {
            throw new NullPointerException();
          }

          @Override
          public long usableSize(long address) {
            throw new InvalidFreeException("address");
          }
        };
    CheckedAllocator checked = new CheckedAllocator(careless);
    checked.mustRefuse(-1, 1);
    broken(Kind.THREW, () -> checked.mustRefuseFree(16));
  }

  @Test
  void blocksTooLargeToFillWholeAreWatchedAtBothEnds() {
    byte[] bytes = new byte[(int) Filling.WHOLE * 2];
    Memory memory = Memory.of(bytes);
    Filling.fill(memory, 0, bytes.length, 7);
    assertEquals(-1, Filling.firstChange(memory, 0, bytes.length, 7));
    bytes[bytes.length / 2] = 1;
    assertEquals(-1, Filling.firstChange(memory, 0, bytes.length, 7));
    bytes[bytes.length - 1] ^= 1;
    assertEquals(bytes.length - 1, Filling.firstChange(memory, 0, bytes.length, 7));
    bytes[0] ^= 1;
    assertEquals(0, Filling.firstChange(memory, 0, bytes.length, 7));
    byte[] whole = new byte[(int) Filling.WHOLE];
    Filling.fill(Memory.of(whole), 0, whole.length, 7);
    whole[whole.length / 2] ^= 1;
    assertEquals(whole.length / 2, Filling.firstChange(Memory.of(whole), 0, whole.length, 7));
  }

  /** Calls are passed on, counted and remembered. */
  @Test
  void callsArePassedOnAndRemembered() {
    allocate(16, 8);
    assertEquals(24, allocate(24, 0));
    allocate(puppet.failure(), 5);
    heap.free(24);
    assertEquals(List.of(24L), puppet.freed);
    allocate(32, 1);
    heap.freeAll();
    assertEquals(List.of(24L, 16L, 32L), puppet.freed);
    assertEquals(
        List.of(
            Event.allocate(1, 1, 16, 8, 8, 1),
            Event.allocate(2, 1, 24, 0, 0, 1),
            Event.allocate(3, 1, Event.NULL, 5, Event.UNKNOWN, 1),
            Event.free(4, 1, 24),
            Event.allocate(5, 1, 32, 1, 1, 1),
            Event.free(6, 1, 16),
            Event.free(7, 1, 32)),
        heap.events());
    Violation violation = broken(Kind.DOUBLE_FREE, () -> heap.free(16));
    assertEquals(8, violation.event());
    assertEquals(Event.free(8, 1, 16), heap.events().get(7));
  }

  @Test
  void aThousandCallsAreRemembered() {
    for (int i = 0; i < 501; i++) {
      allocate(16, 8);
      heap.free(16);
    }
    assertEquals(1000, heap.events().size());
  }

  @Test
  void refusedMisuseIsCountedAndNotRemembered() {
    allocate(16, 8);
    puppet.thrown = new IllegalArgumentException("no");
    heap.mustRefuseFree(17);
    heap.mustRefuse(1, 3);
    puppet.thrown = null;
    assertEquals(1, heap.events().size());
    assertEquals(4, broken(Kind.UNKNOWN_FREE, () -> heap.mustRefuseFree(999)).event());
  }

  @Test
  void whatMustBeServed() {
    puppet.next = 40;
    assertEquals(40, heap.mustAllocate(8, 1));
    puppet.next = 64;
    heap.mustServeAlone(8, 1);
    assertEquals(List.of(64L), puppet.freed);
    assertThrows(InvalidFreeException.class, () -> heap.usableSize(64));
    assertThrows(IllegalArgumentException.class, () -> heap.mustRefuseFree(40));
    assertFalse(heap.wouldMisuse(40));
    assertFalse(heap.wouldMisuse(puppet.failure()));
    assertTrue(heap.wouldMisuse(64));
    puppet.next = puppet.failure();
    String said = broken(Kind.FAILS_AGAIN, () -> heap.mustServeAlone(8, 1)).message();
    assertEquals("allocate(8, 1) failed, though no block is live and it was served before", said);
  }

  @Test
  void badRequestsAreNotServed() {
    puppet.next = puppet.failure();
    assertEquals(BlockAllocator.NONE, heap.allocate(-1, 1));
    puppet.next = 24;
    for (long alignment : new long[] {0, 3, -8, Long.MIN_VALUE}) {
      broken(Kind.BAD_REQUEST_SERVED, () -> new CheckedAllocator(puppet).allocate(8, alignment));
    }
    puppet.zeroSize = Subject.ZeroSize.FAILURE;
    assertEquals(24, allocate(24, 1));
    String said = broken(Kind.BAD_REQUEST_SERVED, () -> allocate(32, 0)).message();
    assertEquals("allocate(0, 1) returned 0x20, though 0 bytes are to fail", said);
    assertEquals(Event.allocate(3, 1, 32, 0, 0, 1), heap.events().get(1));
  }

  /** An assertion is as good a refusal as an exception, and what else is thrown is kept. */
  @Test
  void whatIsThrown() {
    AssertionError assertion = new AssertionError("no such block");
    BlockAllocator asserting =
        new BlockAllocator() {
          @Override
          public long allocate(long size, long alignment) {
            throw assertion;
          }

          @Override
          public void free(long address) {
            throw assertion;
          }

          @Override
          public long usableSize(long address) {
            throw assertion;
          }
        };
    CheckedAllocator checked = new CheckedAllocator(asserting);
    assertSame(
        assertion, assertThrows(IllegalArgumentException.class, () -> checked.free(16)).getCause());
    ContractError error = assertThrows(ContractError.class, () -> checked.allocate(8, 1));
    assertSame(assertion, error.getCause());
    assertEquals(error.getMessage(), error.report());
    assertTrue(error.report().contains("allocate(8, 1) threw"), error.report());
  }

  /** What did nothing must have changed nothing: neither bytes nor usable sizes. */
  @Test
  void refusalsAndFailuresChangeNothing() {
    puppet.usable.put(16L, 32L);
    allocate(16, 1);
    puppet.usable.put(16L, 33L);
    String changed = " changed the usable size of the live block 0x10 of 1 byte (event 1) to 33";
    assertEquals(
        "the failed allocate(8, 1)" + changed,
        broken(Kind.CHANGED_BY_FAILURE, () -> allocate(puppet.failure(), 8)).message());
    puppet.thrown = new IllegalArgumentException("no");
    assertEquals(
        "the refused free(0x11)" + changed,
        broken(Kind.CHANGED_BY_FAILURE, () -> heap.mustRefuseFree(17)).message());
    assertEquals(
        "the refused allocate(1, 3)" + changed,
        broken(Kind.CHANGED_BY_FAILURE, () -> heap.mustRefuse(1, 3)).message());
    puppet.usable.put(16L, 32L);
    heap.mustRefuse(1, 3);
    puppet.bytes[16]++;
    Violation violation = broken(Kind.BYTE_CHANGED, () -> heap.mustRefuseFree(17));
    assertEquals(0, violation.offset());
    assertTrue(violation.message().endsWith("changed by event 6"), violation.message());
    for (Executable call :
        List.<Executable>of(() -> heap.mustRefuse(1, 3), heap::verify, () -> heap.usableSize(16))) {
      broken(Kind.BYTE_CHANGED, call);
    }
  }

  /** Who verifies after each call is told the call. */
  @Test
  void theCallThatChangedAByte() {
    CheckedAllocator each = new CheckedAllocator(puppet, puppet.memory(), true);
    puppet.next = 16;
    each.allocate(8, 1);
    puppet.next = 64;
    each.allocate(8, 1);
    puppet.bytes[20]++;
    puppet.next = 128;
    assertTrue(
        broken(Kind.BYTE_CHANGED, () -> each.allocate(8, 1)).message().endsWith("by event 3"));
    broken(Kind.BYTE_CHANGED, () -> each.free(64));
    puppet.next = puppet.failure();
    broken(Kind.BYTE_CHANGED, () -> each.allocate(8, 1));
    puppet.bytes[20]--;
    each.verify();
  }
}
