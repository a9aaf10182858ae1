package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  /** Serves what it is told to; every call is of a fresh allocator. */
  private static class Fresh implements Subject {
    private final LongPredicate served;
    private final List<Long> asked;

    Fresh(LongPredicate served, List<Long> asked) {
      this.served = served;
      this.asked = asked;
    }

    @Override
    public long allocate(long size, long alignment) {
      asked.add(size);
      return served.test(size) ? 64 : failure();
    }

    @Override
    public void free(long address) {
      throw new AssertionError("nothing is to be freed");
    }

    @Override
    public long failure() {
      return 7;
    }

    @Override
    public long heapStart() {
      return 16;
    }

    @Override
    public long heapEnd() {
      return 16 + 5000;
    }

    @Override
    public long minAlignment() {
      return 8;
    }

    @Override
    public long maxAlignment() {
      return 32;
    }
  }

  private static long largest(LongPredicate served) {
    return Limits.of(() -> new Fresh(served, new ArrayList<>())).largest();
  }

  @Test
  void theLargestBlock() {
    for (long most : new long[] {0, 1, 2, 14, 15, 16, 17, 31, 32, 33, 100, 4095, 4096, 5000}) {
      assertEquals(most, largest(size -> size <= most));
    }
    assertEquals(5000, largest(size -> true));
    for (long only : new long[] {1, 7, 15, 16}) {
      assertEquals(only, largest(size -> size == only));
    }
    assertEquals(40, largest(size -> size >= 13 && size <= 40));
  }

  /** Small sizes one by one, then powers of two until one is refused, then by halves. */
  @Test
  void whatIsAskedFor() {
    List<Long> asked = new ArrayList<>();
    Limits limits = Limits.of(() -> new Fresh(size -> size <= 20, asked));
    assertEquals(new Limits(20, Long.MAX_VALUE, 8, 32, true), limits);
    List<Long> expected = new ArrayList<>();
    for (long size = 1; size <= 16; size++) {
      expected.add(size);
    }
    expected.addAll(List.of(32L, 24L, 20L, 22L, 21L));
    assertEquals(expected, asked);
    asked.clear();
    Limits.of(() -> new Fresh(size -> false, asked));
    assertEquals(16 + 8, asked.size());
    assertEquals(4096, asked.get(23));
  }

  @Test
  void whatASubjectSaysOfItself() {
    Limits small =
        Limits.of(
            () ->
                new Fresh(size -> true, new ArrayList<>()) {
                  @Override
                  public long maxSize() {
                    return 100;
                  }

                  @Override
                  public ZeroSize zeroSize() {
                    return ZeroSize.UNSPECIFIED;
                  }
                });
    assertEquals(new Limits(100, 100, 8, 32, false), small);
    Limits vast =
        Limits.of(
            () ->
                new Fresh(size -> true, new ArrayList<>()) {
                  @Override
                  public long heapEnd() {
                    return Long.MAX_VALUE;
                  }
                });
    assertEquals(Limits.SEARCHED, vast.largest());
  }

  /** What throws does not serve. */
  @Test
  void whatThrows() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException(),
            new StackOverflowError(),
            new OutOfMemoryError(),
            new AssertionError())) {
      assertEquals(10, largest(size -> size <= 10 || thrown(thrown)));
    }
  }

  private static boolean thrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  /** What is promised unless something else is said. */
  @Test
  void promises() {
    BlockAllocator allocator =
        new BlockAllocator() {
          @Override
          public long allocate(long size, long alignment) {
            return size + alignment;
          }

          @Override
          public void free(long address) {
            throw new InvalidFreeException("free of " + address);
          }

          @Override
          public long usableSize(long address) {
            return address + 1;
          }
        };
    Subject subject = Subject.of(allocator);
    assertEquals(12, subject.allocate(8, 4));
    assertEquals(17, subject.usableSize(16));
    assertThrows(InvalidFreeException.class, () -> subject.free(5));
    assertTrue(subject.refusal(new InvalidFreeException("")));
    assertTrue(subject.refusal(new InvalidRequestException("")));
    assertFalse(subject.refusal(new IllegalArgumentException("")));
    assertEquals(Subject.Reuse.EACH, subject.reuse());
    assertEquals(Subject.Reuse.ALL, Subject.of(allocator, Subject.Reuse.ALL).reuse());
    assertEquals(0, subject.heapStart());
    assertEquals(Long.MAX_VALUE, subject.heapEnd());
    assertEquals(1, subject.minAlignment());
    assertEquals(4096, subject.maxAlignment());
    assertEquals(-1, subject.failure());
    assertEquals(Subject.ZeroSize.BLOCK, subject.zeroSize());
    assertEquals(Subject.Misuse.REFUSED, subject.badFree());
    assertEquals(Subject.Misuse.REFUSED, subject.badRequest());
    Subject fresh = new Fresh(size -> true, new ArrayList<>());
    assertTrue(fresh.refusal(new IllegalArgumentException("")));
    assertEquals(Subject.UNKNOWN, fresh.usableSize(64));
    assertEquals(Subject.Reuse.EACH, fresh.reuse());
  }
}
