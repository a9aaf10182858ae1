package org.alloracle.fast.michael;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.junit.jupiter.api.Test;

/** Any calls, beside a map of the live blocks; the invariants are walked after each call. */
final class MichaelPropertyTest {
  private static final Shape SHAPE =
      new Shape(64, 6, List.of(16, 32), 1, 2, 24, 2, 1, Removal.HAZARD);

  /** What must be so after every call, whatever block the allocator chooses. */
  private static final class Envelope {
    final Shape shape;
    final MichaelAlloc allocator;
    final MichaelAlloc.Handle handle;
    final TreeMap<Long, Long> live = new TreeMap<>();

    Envelope(Shape shape) {
      this.shape = shape;
      allocator = new MichaelAlloc(shape);
      handle = allocator.handle();
    }

    /** The number is a size to allocate, or less than 0 a block to free or a wrong address. */
    void call(int number) {
      if (number >= 0) {
        allocate(number);
      } else if (-number % 8 == 0) {
        free(-number - 10L);
      } else if (!live.isEmpty()) {
        List<Long> addresses = List.copyOf(live.keySet());
        free(addresses.get(-number % addresses.size()));
      }
      allocator.checkInvariants();
    }

    void allocate(long size) {
      long x = handle.allocate(size, 1);
      if (x == BlockAllocator.NONE) {
        require(mayRefuse(size), "HONEST_FAILURE: " + size + " refused with " + live);
        return;
      }
      long bytes = handle.usableSize(x);
      require(bytes >= size, "CAPACITY: " + bytes + " for " + size);
      long end = (long) shape.superblocks() * shape.superblockBytes();
      require(x >= 0 && x + bytes <= end, "CONTAINMENT: " + x);
      Map.Entry<Long, Long> before = live.floorEntry(x + bytes - 1);
      require(before == null || before.getKey() + before.getValue() <= x, "DISJOINTNESS: " + x);
      live.put(x, bytes);
    }

    /** A class has one idle superblock at most; so there is one for a block unless all are used. */
    boolean mayRefuse(long size) {
      long used =
          live.keySet().stream().map(x -> x / shape.superblockBytes()).distinct().count()
              + live.values().stream()
                  .mapToLong(bytes -> (bytes - 1) / shape.superblockBytes())
                  .sum();
      return size > shape.superblockBytes() / 2
          || used >= shape.superblocks() - shape.blockBytes().size();
    }

    void free(long address) {
      boolean known = live.remove(address) != null;
      try {
        handle.free(address);
        require(known, "VALID_FREE: " + address + " accepted");
      } catch (InvalidFreeException e) {
        require(!known, "VALID_FREE: " + address + " refused");
      }
    }

    static void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new AssertionError(otherwise);
      }
    }
  }

  @Provide
  Arbitrary<List<Integer>> calls() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 32),
            Arbitraries.integers().between(0, 16),
            Arbitraries.integers().between(33, 400),
            Arbitraries.integers().between(-500, -1),
            Arbitraries.integers().between(-500, -1))
        .list()
        .ofSize(200);
  }

  @Property
  void anyCallsKeepTheContract(@ForAll("calls") @Size(200) List<Integer> calls) {
    Envelope envelope = new Envelope(SHAPE);
    calls.forEach(envelope::call);
  }

  /** Every sequence of up to seven calls on two superblocks of two blocks. */
  @Test
  void everyShortSequenceKeepsTheContract() {
    Shape shape = new Shape(32, 2, List.of(16), 1, 1, 4, 1, 1, Removal.HAZARD);
    int[] alphabet = {16, 40, -1, -2, -3};
    int length = 7;
    int sequences = 1;
    for (int i = 0; i < length; i++) {
      sequences *= alphabet.length;
    }
    for (int sequence = 0; sequence < sequences; sequence++) {
      Envelope envelope = new Envelope(shape);
      for (int rest = sequence, i = 0; i < length; i++, rest /= alphabet.length) {
        envelope.call(alphabet[rest % alphabet.length]);
      }
    }
  }
}
