package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.reference.michael.Superblock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lock-free allocator, with one superblock and one thread, beside the proved superblock: the
 * same blocks, the same anchor and the same credits after every call.
 */
final class SuperblockSideBySideTest {
  private static final int CALLS = 200;

  private final StringBuilder story = new StringBuilder();

  @ParameterizedTest
  @CsvSource({
    "2, 1, HAZARD",
    "2, 64, LAZY",
    "3, 1, LAZY",
    "3, 2, HAZARD",
    "4, 1, HAZARD",
    "5, 3, LAZY",
    "8, 2, HAZARD",
    "8, 64, LAZY",
    "64, 7, HAZARD"
  })
  void sameBlocksAnchorAndCredits(int blocks, int credits, Removal removal) {
    Shape shape = new Shape(16 * blocks, 1, List.of(16), 1, credits, 2, 0, 1, removal);
    for (int seed = 0; seed < 100; seed++) {
      run(new MichaelAlloc(shape), blocks, credits, new Random(seed));
    }
  }

  private void run(MichaelAlloc fast, int blocks, int credits, Random random) {
    story.setLength(0);
    @Nullable Superblock reference = null;
    List<Integer> live = new ArrayList<>();
    int bias = random.nextInt(80) + 10;
    for (int call = 0; call < CALLS; call++) {
      int dice = random.nextInt(100);
      if (dice < bias) {
        long address = fast.allocate(1, 1);
        story.append("allocate ").append(address).append('\n');
        int expected = -1;
        if (reference == null) {
          reference = new Superblock(blocks, credits);
          expected = 0;
        } else if (stateOf(reference) == Anchor.ACTIVE) {
          expected = reference.takeFromActive();
        } else if (stateOf(reference) == Anchor.PARTIAL) {
          expected = reference.takeFromPartial();
        }
        assertEquals(
            expected < 0 ? BlockAllocator.NONE : 16L * expected, address, () -> "after\n" + story);
        if (expected >= 0) {
          live.add(expected);
        }
      } else if (!live.isEmpty() && reference != null) {
        int b = live.remove(random.nextInt(live.size()));
        story.append("free ").append(16 * b).append('\n');
        fast.free(16L * b);
        reference.put(b);
        assertThrows(InvalidFreeException.class, () -> fast.free(16L * b));
      }
      if (reference != null && stateOf(reference) == Anchor.EMPTY) {
        // It has gone back; the next one is another.
        reference = null;
      }
      if (reference != null) {
        same(fast, reference);
      }
      fast.checkInvariants();
    }
  }

  private static int stateOf(Superblock reference) {
    return org.alloracle.reference.michael.Anchor.state(reference.anchor());
  }

  private void same(MichaelAlloc fast, Superblock reference) {
    long expected = reference.anchor();
    Descriptor d = serving(fast);
    assertEquals(
        org.alloracle.reference.michael.Anchor.avail(expected),
        Anchor.avail(d.anchor),
        () -> "avail after\n" + story);
    assertEquals(
        org.alloracle.reference.michael.Anchor.count(expected),
        Anchor.count(d.anchor),
        () -> "count after\n" + story);
    assertEquals(
        org.alloracle.reference.michael.Anchor.state(expected),
        Anchor.state(d.anchor),
        () -> "state after\n" + story);
    long active = fast.heaps[0].active;
    assertEquals(
        reference.reserved(),
        active == Anchor.NULL ? 0 : Anchor.credits(active) + 1,
        () -> "reserved after\n" + story);
  }

  /** The descriptor of the one superblock. */
  private static Descriptor serving(MichaelAlloc fast) {
    for (int i = 0; i < fast.descriptors.made(); i++) {
      Descriptor d = fast.descriptors.get(i);
      if (Anchor.state(d.anchor) != Anchor.EMPTY) {
        return d;
      }
    }
    throw new AssertionError("METADATA: no descriptor has the superblock");
  }
}
