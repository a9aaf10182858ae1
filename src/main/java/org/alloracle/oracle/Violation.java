package org.alloracle.oracle;

import java.util.List;
import java.util.Locale;
import org.alloracle.contract.Clause;
import org.jspecify.annotations.Nullable;

/**
 * A broken clause: where, by which event, and with which blocks.
 *
 * @param kind what happened
 * @param event the number of the event that broke the clause, from 1
 * @param line the line of that event, or 0 where there are no lines
 * @param thread the thread of that event, or -1
 * @param address the address that the event handed out or gave back
 * @param subject the block that the event made, or null if it made none
 * @param other the block in conflict: overlapped, freed before, or around the address; null if none
 * @param offset the byte of {@code other} where the conflict begins, or bytes past the alignment
 *     for {@link Kind#MISALIGNED}; -1 where there is none
 * @param message one line that says all of this
 * @param neighbourhood the blocks around the address in order, {@code subject} and {@code other}
 *     among them
 * @param cause 0, or the number of the event of an earlier violation from which this one follows
 */
public record Violation(
    Kind kind,
    long event,
    long line,
    int thread,
    long address,
    @Nullable Block subject,
    @Nullable Block other,
    long offset,
    String message,
    List<Block> neighbourhood,
    long cause) {

  /** Copies the neighbourhood. */
  public Violation {
    neighbourhood = List.copyOf(neighbourhood);
  }

  /** The clause that was broken. */
  public Clause clause() {
    return kind.clause();
  }

  Violation asRoot() {
    return new Violation(
        kind, event, line, thread, address, subject, other, offset, message, neighbourhood, 0);
  }

  /** Whether an earlier violation explains this one. */
  public boolean isConsequence() {
    return cause != 0;
  }

  /** What can go wrong. */
  public enum Kind {
    /** The new block begins before a live block and ends inside it. */
    OVERLAP_LEFT(Clause.DISJOINTNESS),
    /** The new block begins inside a live block and ends after it. */
    OVERLAP_RIGHT(Clause.DISJOINTNESS),
    /** The new block lies inside a live block. */
    OVERLAP_INSIDE(Clause.DISJOINTNESS),
    /** The new block has a whole live block, or several, inside it. */
    OVERLAP_ENCLOSING(Clause.DISJOINTNESS),
    /** The new block begins where a live block begins. */
    OVERLAP_SAME_START(Clause.DISJOINTNESS),
    /** The new block reaches outside the address space or the memory that was obtained. */
    OUTSIDE_MEMORY(Clause.CONTAINMENT),
    /** The new block begins at an address that its alignment forbids. */
    MISALIGNED(Clause.ALIGNMENT),
    /** The new block's usable size is less than the size requested. */
    USABLE_BELOW_REQUEST(Clause.CAPACITY),
    /** The start of a block that had been freed was freed again. */
    DOUBLE_FREE(Clause.VALID_FREE),
    /** An address inside a live block was freed. */
    INTERIOR_FREE(Clause.VALID_FREE),
    /** An address inside a block that had been freed was freed. */
    INTERIOR_FREE_OF_FREED(Clause.VALID_FREE),
    /** An address that no block ever covered was freed. */
    UNKNOWN_FREE(Clause.VALID_FREE),
    /** Blocks were never freed, and the policy demands it. */
    LEAK(Clause.CONSERVATION),
    /** A byte of a live block was changed by a call that was not given the block. */
    BYTE_CHANGED(Clause.FRAME),
    /** The usable size of a live block became less than it was. */
    USABLE_SHRUNK(Clause.CAPACITY),
    /** A failed or refused call changed the usable size of a live block. */
    CHANGED_BY_FAILURE(Clause.HONEST_FAILURE),
    /** A call threw what the contract does not name for it. */
    THREW(Clause.HONEST_FAILURE),
    /** A request that had to fail was given a block. */
    BAD_REQUEST_SERVED(Clause.HONEST_FAILURE),
    /** A call did not return. */
    NO_RETURN(Clause.HONEST_FAILURE),
    /** A request failed that was served before, though everything was freed since. */
    FAILS_AGAIN(Clause.REUSE),
    /** The same, and fewer of the smallest blocks can be had than before. */
    MEMORY_LOST(Clause.CONSERVATION);

    private final Clause clause;

    Kind(Clause clause) {
      this.clause = clause;
    }

    /** The clause that it breaks. */
    public Clause clause() {
      return clause;
    }

    /** The name in words, as reports have it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether two live blocks share a byte. */
    public boolean isOverlap() {
      return clause == Clause.DISJOINTNESS;
    }
  }
}
