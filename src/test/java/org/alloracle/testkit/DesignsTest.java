package org.alloracle.testkit;

import org.alloracle.fast.bitpool.FastBitPool;
import org.alloracle.oracle.Subject;
import org.alloracle.reference.bitpool.BitPool;
import org.alloracle.reference.buddy.Buddy;
import org.junit.jupiter.api.Nested;

/** The project's own designs pass the tests that others are given. */
final class DesignsTest {
  @Nested
  final class OfBitPool implements BlockAllocatorContract {
    @Override
    public Subject subject() {
      return Subject.of(new BitPool(4));
    }
  }

  @Nested
  final class OfFastBitPool implements BlockAllocatorContract {
    @Override
    public Subject subject() {
      return Subject.of(new FastBitPool(4));
    }
  }

  @Nested
  final class OfBuddy implements BlockAllocatorContract {
    @Override
    public Subject subject() {
      return Subject.of(new Buddy(0, 4096));
    }
  }
}
