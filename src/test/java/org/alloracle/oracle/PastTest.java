package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alloracle.oracle.Violation.Kind;
import org.junit.jupiter.api.Test;

/** So many freed blocks that most of them leave the tree of the live ones. */
final class PastTest {
  private static final int BLOCKS = 200_000;

  private final List<Violation> found = new ArrayList<>();
  private final LiveBlocks blocks = new LiveBlocks(found::add);
  private long event;

  private void now() {
    blocks.now(++event, 0, -1);
  }

  private static long address(long block) {
    return block * 0x9E37_79B9_7F4A_7C15L & -64; // spread over the whole space
  }

  private void allocateAndFreeAll() {
    for (int i = 0; i < BLOCKS; i++) {
      now();
      assertTrue(blocks.allocate(address(i), 32, -1, 1));
      now();
      assertTrue(blocks.free(address(i)));
    }
  }

  @Test
  void everyFreedBlockIsRemembered() {
    allocateAndFreeAll();
    for (int i = 0; i < BLOCKS; i += 997) {
      found.clear();
      now();
      assertFalse(blocks.free(address(i)));
      assertFalse(blocks.free(address(i) + 31));
      assertFalse(blocks.free(address(i) + 32));
      assertEquals(
          List.of(Kind.DOUBLE_FREE, Kind.INTERIOR_FREE_OF_FREED, Kind.UNKNOWN_FREE),
          found.stream().map(Violation::kind).toList());
      Block freed = Objects.requireNonNull(found.get(0).other());
      assertEquals(2L * i + 1, freed.event());
      assertEquals(2L * i + 2, freed.freedEvent());
    }
  }

  @Test
  void theLastBlockAtAnAddressIsRemembered() {
    allocateAndFreeAll();
    long before = event;
    allocateAndFreeAll();
    for (int i = 0; i < BLOCKS; i += 997) {
      found.clear();
      now();
      blocks.free(address(i));
      assertEquals(before + 2L * i + 1, Objects.requireNonNull(found.get(0).other()).event());
    }
  }
}
