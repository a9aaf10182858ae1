package org.alloracle.testkit.zoo;

import java.util.Map;
import java.util.function.Supplier;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.Subject;

/** Allocators with one bug each. */
@SuppressWarnings("ImmutableEnumChecker")
public enum Zoo {
  /** The right one. */
  RIGHT(null, 0, ListHeap::new),

  MERGE_SWALLOWS_A_LIVE_NEIGHBOUR(
      Clause.DISJOINTNESS,
      4,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              // Takes for granted that what follows a freed block of the smallest size is free.
              super.give(
                  address, length == GRAIN && address + 2 * length <= HEAP ? 2 * length : length);
            }
          }),

  SPLIT_OFF_BY_ONE(
      Clause.DISJOINTNESS,
      2,
      () ->
          new ListHeap() {
            @Override
            void take(long rangeStart, long rangeEnd, long start, long length) {
              super.take(rangeStart, rangeEnd, start, length - 1);
            }
          }),

  ALIGNMENT_IGNORED(
      Clause.ALIGNMENT,
      2,
      () ->
          new ListHeap() {
            @Override
            long aligned(long address, long alignment) {
              return address;
            }
          }),

  ALIGNMENT_ROUNDS_DOWN(
      Clause.DISJOINTNESS,
      2,
      () ->
          new ListHeap() {
            @Override
            long aligned(long address, long alignment) {
              return address & -alignment;
            }
          }),

  DOUBLE_FREE_ACCEPTED(
      Clause.VALID_FREE,
      3,
      () ->
          new ListHeap() {
            @Override
            void refuse(long address) {
              if (address < 0 || address % GRAIN != 0) {
                super.refuse(address);
              }
            }
          }),

  INTERIOR_FREE_ACCEPTED(
      Clause.VALID_FREE,
      2,
      () ->
          new ListHeap() {
            @Override
            public void free(long address) {
              super.free(address > 0 ? address & -GRAIN : address);
            }
          }),

  NEGATIVE_FREE_ACCEPTED(
      Clause.VALID_FREE,
      1,
      () ->
          new ListHeap() {
            @Override
            void refuse(long address) {
              if (address >= 0) {
                super.refuse(address);
              }
            }
          }),

  DOUBLE_FREE_REFUSED_TOO_LATE(
      Clause.DISJOINTNESS,
      5,
      () ->
          new ListHeap() {
            @Override
            void refuse(long address) {
              if (address >= 0 && address < HEAP - GRAIN && address % GRAIN == 0) {
                give(address, GRAIN);
              }
              super.refuse(address);
            }
          }),

  LEAK_AT_MERGE(
      Clause.CONSERVATION,
      4,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              Map.Entry<Long, Long> before = ranges.lowerEntry(address);
              boolean merges = before != null && before.getKey() + before.getValue() == address;
              super.give(address, merges && length > GRAIN ? length - GRAIN : length);
            }
          }),

  LEAKS_SMALL_BLOCKS(
      Clause.CONSERVATION,
      2,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              if (length > GRAIN) {
                super.give(address, length);
              }
            }
          }),

  NEVER_MERGES(
      Clause.REUSE,
      4,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              ranges.put(address, length);
            }
          }),

  FAILURE_LOSES_MEMORY(
      Clause.CONSERVATION,
      4,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              long address = super.allocate(size, alignment);
              if (address == failure() && !ranges.isEmpty()) {
                ranges.pollFirstEntry();
              }
              return address;
            }
          }),

  USABLE_BELOW_REQUEST(
      Clause.CAPACITY,
      1,
      () ->
          new ListHeap() {
            @Override
            long rounded(long size) {
              return Math.max(GRAIN, size & -GRAIN);
            }
          }),

  USABLE_TOO_LARGE(
      Clause.DISJOINTNESS,
      2,
      () ->
          new ListHeap() {
            @Override
            public long usableSize(long address) {
              return Math.max(2 * GRAIN, super.usableSize(address));
            }
          }),

  SIZE_OVERFLOWS(
      Clause.CONTAINMENT,
      1,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              return super.allocate(size + GRAIN < 0 ? 1 : size, alignment);
            }
          }),

  WRITES_A_HEADER_BEHIND_THE_BLOCK(
      Clause.FRAME,
      3,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              super.give(address, length);
              if (address + length < HEAP) {
                bytes[(int) (address + length)] = 0;
              }
            }
          }),

  CLEARS_TOO_MUCH(
      Clause.FRAME,
      2,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              long address = super.allocate(size, alignment);
              if (address > 0) {
                java.util.Arrays.fill(bytes, (int) address - 1, (int) (address + size), (byte) 0);
              }
              return address;
            }
          }),

  MOVES_BLOCKS(
      Clause.FRAME,
      3,
      () ->
          new ListHeap() {
            @Override
            void give(long address, long length) {
              // Slides the rest of the heap down, as a compacting collector would.
              int from = (int) (address + length);
              System.arraycopy(bytes, from, bytes, (int) address, HEAP - from);
              super.give(address, length);
            }
          }),

  ENCLOSES_A_SMALL_BLOCK(
      Clause.DISJOINTNESS,
      2,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              // A large block needs no search: large blocks live at the bottom.
              if (size > HEAP / 2 && size <= HEAP && !blocks.containsKey(0L)) {
                blocks.put(0L, rounded(size));
                return 0;
              }
              long address = super.allocate(size, alignment);
              return address;
            }

            @Override
            long aligned(long address, long alignment) {
              return super.aligned(Math.max(address, 2L * GRAIN), alignment);
            }
          }),

  REACHES_PAST_THE_END(
      Clause.CONTAINMENT,
      2,
      () ->
          new ListHeap() {
            {
              ranges.put(0L, HEAP + 1L * GRAIN);
            }

            @Override
            public long allocate(long size, long alignment) {
              return size > HEAP ? failure() : super.allocate(size + 1, alignment);
            }
          }),

  THROWS_WHEN_FULL(
      Clause.HONEST_FAILURE,
      1,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              long address = super.allocate(size, alignment);
              if (address == failure()) {
                throw new IllegalStateException("full");
              }
              return address;
            }
          }),

  REFUSES_A_VALID_FREE(
      Clause.HONEST_FAILURE,
      2,
      () ->
          new ListHeap() {
            @Override
            public void free(long address) {
              if (address == 0) {
                throw new IllegalArgumentException("free(null)");
              }
              super.free(address);
            }
          }),

  SERVES_A_NEGATIVE_SIZE(
      Clause.HONEST_FAILURE,
      1,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              return super.allocate(Math.max(size, size == Long.MIN_VALUE ? size : 0), alignment);
            }
          }),

  REFUSES_WITH_AN_ACCIDENT(
      Clause.HONEST_FAILURE,
      1,
      () ->
          new ListHeap() {
            @Override
            void refuse(long address) {
              throw new NullPointerException();
            }

            @Override
            public boolean refusal(RuntimeException thrown) {
              return thrown instanceof IllegalArgumentException;
            }
          }),

  REFUSAL_SHRINKS_A_BLOCK(
      Clause.HONEST_FAILURE,
      2,
      () ->
          new ListHeap() {
            @Override
            void refuse(long address) {
              blocks.replaceAll((start, length) -> length + GRAIN);
              super.refuse(address);
            }
          }),

  ZERO_SIZE_SHARES_AN_ADDRESS(
      Clause.DISJOINTNESS,
      2,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              if (size == 0) {
                blocks.put(HEAP - 1L * GRAIN, 0L);
                return HEAP - 1L * GRAIN;
              }
              return super.allocate(size, alignment);
            }

            @Override
            void give(long address, long length) {
              if (length > 0) {
                super.give(address, length);
              }
            }
          }),

  NEVER_RETURNS(
      Clause.HONEST_FAILURE,
      0,
      () ->
          new ListHeap() {
            @Override
            public long allocate(long size, long alignment) {
              long address = super.allocate(size, alignment);
              while (address == failure()
                  && size <= HEAP
                  && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return address;
            }
          });

  /** The clause that is broken, or null for none. */
  public final Clause clause;

  /** How many calls a report may need, 0 for any number. */
  public final int calls;

  /** Makes a fresh one. */
  public final Supplier<Subject> subjects;

  Zoo(Clause clause, int calls, Supplier<Subject> subjects) {
    this.clause = clause;
    this.calls = calls;
    this.subjects = subjects;
  }
}
