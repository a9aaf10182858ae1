package org.alloracle.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.alloracle.oracle.Operation;
import org.alloracle.oracle.Subject;
import org.junit.jupiter.api.Test;

/**
 * The tests of the universal allocation contract, for a JUnit 5 test class to implement.
 *
 * <p>The class says how to make the allocator; the tests are inherited. A failure tells the broken
 * clause and the neighbourhood in the heap, and the shortest calls found that break it: as a test
 * method to paste into the class, as a trace, and as a seed. {@code -Dalloracle.seed=N} runs the
 * random tests with that seed alone.
 *
 * <p>A heap of a few KiB is best: it fills up and fragments within few calls. Each test makes its
 * allocators and calls them in a thread of its own, which is interrupted and given up when a call
 * does not return.
 */
public interface BlockAllocatorContract {
  /**
   * Makes the allocator under test.
   *
   * @return a fresh allocator at each call, independent of all others
   */
  Subject subject();

  /** How many random lists of calls each random test tries, at least 1. */
  default int runs() {
    return 200;
  }

  /** The seed of the first random list; the following lists have the following seeds. */
  default long seed() {
    return 0;
  }

  /** How long one call may take before it counts as not returning. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /** Correct use in random order. */
  @Test
  default void randomUseKeepsTheContract() {
    new Campaign(this).random();
  }

  /** Sizes around every power of two, up to the largest block and beyond. */
  @Test
  default void everySizeKeepsTheContract() {
    new Campaign(this).sizes();
  }

  /** Every alignment up to {@link Subject#maxAlignment()}. */
  @Test
  default void everyAlignmentIsHonoured() {
    new Campaign(this).alignments();
  }

  /** The heap filled with blocks of one size and emptied, and as many blocks to be had again. */
  @Test
  default void fullHeapCanBeFilledAgain() {
    assumeReuse();
    new Campaign(this).fill();
  }

  /** No leak: what was served once is served again when everything was freed. */
  @Test
  default void freedMemoryIsServedAgain() {
    assumeReuse();
    new Campaign(this).rounds();
  }

  /** A block freed twice. */
  @Test
  default void doubleFreeIsRefused() {
    assumeBadFreeIsRefused();
    new Campaign(this).misuse(Operation.Kind.FREE_AGAIN);
  }

  /** An address freed that lies inside a live block. */
  @Test
  default void freeInsideABlockIsRefused() {
    assumeBadFreeIsRefused();
    new Campaign(this).misuse(Operation.Kind.FREE_INSIDE);
  }

  /** Addresses freed at which there is no block, negative ones among them. */
  @Test
  default void freeOfAForeignAddressIsRefused() {
    assumeBadFreeIsRefused();
    new Campaign(this).misuse(Operation.Kind.FREE_FOREIGN);
  }

  /** Negative sizes, and alignments that are no power of two. */
  @Test
  default void badRequestIsRefused() {
    assumeTrue(
        subject().badRequest() == Subject.Misuse.REFUSED,
        "the subject does not define what a bad request gets");
    new Campaign(this).misuse(Operation.Kind.BAD_REQUEST);
  }

  private void assumeReuse() {
    assumeTrue(
        subject().reuse() != Subject.Reuse.NOTHING, "the subject does not reuse freed memory");
  }

  private void assumeBadFreeIsRefused() {
    assumeTrue(
        subject().badFree() == Subject.Misuse.REFUSED,
        "the subject does not define what a bad free gets");
  }
}
