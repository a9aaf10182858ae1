package org.alloracle.contract;

/**
 * The clauses of the allocation contract. Each name is the same in JML, TLA+, reports and
 * documentation.
 */
public enum Clause {
  /** A live block lies inside memory that the allocator obtained. */
  CONTAINMENT("a live block lies inside memory that the allocator obtained"),
  /** Two live blocks share no byte. */
  DISJOINTNESS("two live blocks share no byte"),
  /** A block starts at a multiple of the alignment promised for its request. */
  ALIGNMENT("a block starts at a multiple of the alignment promised for its request"),
  /** A block's usable size is at least the size requested. */
  CAPACITY("usable size is at least the size requested"),
  /** An operation changes no byte of a live block that it was not given. */
  FRAME("an operation changes no byte of a live block that it was not given"),
  /** Obtained memory is live, free, metadata or known waste; nothing is lost. */
  CONSERVATION("obtained memory is live, free, metadata or known waste; nothing is lost"),
  /** A freed block becomes eligible again under the design's rule. */
  REUSE("a freed block becomes eligible again under the design's rule"),
  /** A failure happens under the design's failing condition and leaves the state unchanged. */
  HONEST_FAILURE("failure happens only under the stated condition and changes nothing"),
  /** The caller's side: free takes the start of a live block, once. */
  VALID_FREE("free is given the start of a live block"),
  /** The block that the design's rule chooses is the block returned. */
  POLICY("the block that the design's rule chooses is the block returned"),
  /** Free neighbours that the design merges are merged. */
  COALESCING("free neighbours that the design merges are merged"),
  /** The design's own structure is well formed. */
  METADATA("the design's own structure is well formed");

  private final String statement;

  Clause(String statement) {
    this.statement = statement;
  }

  /** The clause as one sentence, without a final stop. */
  public String statement() {
    return statement;
  }
}
