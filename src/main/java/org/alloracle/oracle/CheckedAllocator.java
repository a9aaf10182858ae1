package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;

/**
 * An allocator whose every call is checked against the universal contract.
 *
 * <p>Where the subject has bytes, each block is filled with a pattern of its own over its whole
 * usable size, which must still be there when the block is freed and at each {@link #verify}. The
 * first broken clause is thrown as {@link ContractError}; what the allocator is worth after that is
 * not defined. Calls are numbered from 1, as the events of a trace are. Confined to one thread.
 */
public final class CheckedAllocator implements BlockAllocator {
  /** A live block. */
  private static final class Held {
    final long address;
    final long size;
    final long usable;
    final long event;
    long intact; // the event after which the bytes were last seen intact

    Held(long address, long size, long usable, long event) {
      this.address = address;
      this.size = size;
      this.usable = usable;
      this.event = event;
      this.intact = event;
    }
  }

  /** Calls remembered; what fails only after more is not told as a trace. */
  static final int LOGGED = 1000;

  private final Subject subject;
  private final @Nullable Memory memory;
  private final boolean eachCall;
  private final LiveBlocks live;

  /** The live blocks by address, the oldest first. */
  private final Map<Long, Held> held = new LinkedHashMap<>();

  private final List<Event> events = new ArrayList<>();
  private long event;

  /** Checks a subject. */
  public CheckedAllocator(Subject subject) {
    this(subject, subject.memory(), false);
  }

  /** Checks an allocator that keeps the contract of {@link BlockAllocator} to the letter. */
  public CheckedAllocator(BlockAllocator allocator) {
    this(Subject.of(allocator));
  }

  /**
   * Checks a subject.
   *
   * @param memory the bytes to fill and to watch, or null for none
   * @param eachCall whether every live block is verified after each call, which tells the call that
   *     changed a byte
   */
  CheckedAllocator(Subject subject, @Nullable Memory memory, boolean eachCall) {
    this.subject = subject;
    this.memory = memory;
    this.eachCall = eachCall;
    this.live =
        new LiveBlocks(
            subject.heapStart(),
            subject.heapEnd() - 1,
            violation -> {
              throw new ContractError(violation);
            });
  }

  /**
   * Hands out a block.
   *
   * @return the address, or {@link #NONE} when the subject has no block
   * @throws RuntimeException what the subject throws at a request outside the contract
   */
  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
      RuntimeException refusal = refusedRequest(size, alignment);
      if (refusal != null) {
        throw refusal;
      }
      return NONE;
    }
    begin();
    long address;
    try {
      address = subject.allocate(size, alignment);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      String but = "a request that cannot be met is to return " + subject.failure();
      throw threw(call(size, alignment), but, null, e);
    }
    if (address == subject.failure()) {
      log(Event.allocate(event, 1, Event.NULL, size, Event.UNKNOWN, alignment));
      unchangedSizes(() -> "the failed " + call(size, alignment));
      afterwards();
      return NONE;
    }
    admit(address, size, alignment);
    afterwards();
    return address;
  }

  /**
   * Allocates a block that a fresh allocator was seen to serve after the same calls, everything
   * having been freed since.
   *
   * @return the address
   * @throws ContractError with {@link Kind#FAILS_AGAIN} if it cannot be had
   */
  public long mustAllocate(long size, long alignment) {
    return served(size, alignment, "though a fresh allocator served it after the same calls");
  }

  /**
   * Checks that a request which was served before is served now that no block is live, and frees
   * the block.
   *
   * @throws ContractError with {@link Kind#FAILS_AGAIN} if it cannot be had
   */
  public void mustServeAlone(long size, long alignment) {
    free(served(size, alignment, "though no block is live and it was served before"));
  }

  private long served(long size, long alignment, String though) {
    long address = allocate(size, alignment);
    if (address == NONE) {
      String message = call(size, alignment) + " failed, " + though;
      throw broken(Kind.FAILS_AGAIN, null, message, null);
    }
    return address;
  }

  /**
   * Gives a block back.
   *
   * @throws RuntimeException what the subject throws if no live block starts there
   */
  @Override
  public void free(long address) {
    Held block = held.get(address);
    if (block == null) {
      throw refusedFree(address);
    }
    begin();
    verify(block);
    log(Event.free(event, 1, address));
    try {
      subject.free(address);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      throw threw("free(" + hex(address) + ")", "a live block starts there", block, e);
    }
    live.free(address);
    held.remove(address);
    afterwards();
  }

  /** Frees every live block, the oldest first. */
  public void freeAll() {
    List.copyOf(held.keySet()).forEach(this::free);
  }

  /**
   * The bytes of a live block that its owner may touch; the size asked for where the subject does
   * not say.
   */
  @Override
  public long usableSize(long address) {
    Held block = held.get(address);
    if (block == null) {
      throw new InvalidFreeException("no live block starts at " + hex(address));
    }
    verify(block);
    return block.usable;
  }

  /**
   * Checks that the free of an address at which no live block starts is refused, and changes
   * nothing.
   */
  public void mustRefuseFree(long address) {
    if (held.containsKey(address)) {
      throw new IllegalArgumentException("a live block starts at " + hex(address));
    }
    refusedFree(address);
  }

  /**
   * Checks that a request outside the contract is refused, by an exception or by failing, and
   * changes nothing.
   */
  public void mustRefuse(long size, long alignment) {
    refusedRequest(size, alignment);
  }

  /** Checks the bytes and the usable size of every live block. */
  public void verify() {
    held.values().forEach(this::verify);
  }

  /**
   * The first {@value #LOGGED} calls as a log would tell them, refused misuse left out; a failure's
   * usable size is unknown.
   */
  List<Event> events() {
    return List.copyOf(events);
  }

  /** Whether freeing an address is misuse that the contract speaks of. */
  boolean wouldMisuse(long address) {
    return !held.containsKey(address) && address != subject.failure();
  }

  /** A violation at the current event. */
  Violation violation(Kind kind, String message) {
    return live.violation(kind, null, -1, message);
  }

  private void begin() {
    event++;
    live.now(event, 0, Event.UNKNOWN);
  }

  private void log(Event call) {
    if (events.size() < LOGGED) {
      events.add(call);
    }
  }

  private void admit(long address, long size, long alignment) {
    long reported;
    try {
      reported = subject.usableSize(address);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw threw("usableSize(" + hex(address) + ")", "a live block starts there", null, e);
    }
    long usable = reported == Subject.UNKNOWN ? size : reported;
    log(Event.allocate(event, 1, address, size, usable, alignment));
    if (size == 0 && subject.zeroSize() == Subject.ZeroSize.FAILURE) {
      throw broken(
          Kind.BAD_REQUEST_SERVED,
          null,
          call(size, alignment) + " returned " + hex(address) + ", though 0 bytes are to fail",
          null);
    }
    live.allocate(address, size, usable, Math.max(alignment, subject.minAlignment()));
    Held block = new Held(address, size, usable, event);
    held.put(address, block);
    if (memory != null) {
      try {
        Filling.fill(memory, address, usable, event);
      } catch (RuntimeException e) {
        throw threw("writing to the new block " + hex(address), "its owner may", block, e);
      }
    }
  }

  private void afterwards() {
    if (eachCall) {
      verify();
    }
  }

  private void verify(Held block) {
    long usable = currentUsable(block);
    if (usable < block.usable) {
      throw broken(
          Kind.USABLE_SHRUNK,
          block,
          "the usable size of " + name(block) + " was " + block.usable + " and is " + usable,
          null);
    }
    verifyBytes(block);
  }

  private void verifyBytes(Held block) {
    if (memory == null) {
      return;
    }
    long offset;
    try {
      offset = Filling.firstChange(memory, block.address, block.usable, block.event);
    } catch (RuntimeException e) {
      throw threw("reading the live block " + hex(block.address), "its owner may", block, e);
    }
    if (offset >= 0) {
      throw new ContractError(
          live.violation(
              Kind.BYTE_CHANGED,
              live.covering(block.address),
              offset,
              "byte "
                  + offset
                  + " of "
                  + name(block)
                  + " was "
                  + hexByte(Filling.at(block.event, offset))
                  + " and is "
                  + hexByte(memory.read(block.address + offset))
                  + ", changed "
                  + (event - block.intact == 1
                      ? "by event " + event
                      : "between event " + block.intact + " and event " + event)));
    }
    block.intact = event;
  }

  private void unchangedSizes(Supplier<String> call) {
    for (Held block : held.values()) {
      long usable = currentUsable(block);
      if (usable != block.usable) {
        throw broken(
            Kind.CHANGED_BY_FAILURE,
            block,
            call.get() + " changed the usable size of " + name(block) + " to " + usable,
            null);
      }
    }
  }

  private void unchanged(String call) {
    unchangedSizes(() -> call);
    held.values().forEach(this::verifyBytes);
  }

  private long currentUsable(Held block) {
    try {
      long usable = subject.usableSize(block.address);
      return usable == Subject.UNKNOWN ? block.usable : usable;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw threw("usableSize(" + hex(block.address) + ")", "a live block starts there", block, e);
    }
  }

  /** Tries a free that is misuse; returns the refusal. */
  private RuntimeException refusedFree(long address) {
    begin();
    if (subject.badFree() == Subject.Misuse.UNDEFINED) {
      live.check(address);
    }
    String call = "free(" + hex(address) + ")";
    RuntimeException refusal = refusal(call, () -> subject.free(address));
    if (refusal == null) {
      log(Event.free(event, 1, address));
      live.check(address);
      throw new AssertionError("the listener throws");
    }
    unchanged("the refused " + call);
    return refusal;
  }

  /** Tries a request that is misuse; returns the refusal, or null if it failed as others do. */
  private @Nullable RuntimeException refusedRequest(long size, long alignment) {
    begin();
    String call = call(size, alignment);
    long[] result = new long[1];
    RuntimeException refusal = refusal(call, () -> result[0] = subject.allocate(size, alignment));
    if (refusal == null && result[0] != subject.failure()) {
      throw broken(
          Kind.BAD_REQUEST_SERVED,
          null,
          call + " is no valid request and returned " + hex(result[0]),
          null);
    }
    unchanged("the refused " + call);
    return refusal;
  }

  /** What a misusing call threw, or null if it returned. */
  private @Nullable RuntimeException refusal(String call, Runnable misuse) {
    try {
      misuse.run();
      return null;
    } catch (RuntimeException e) {
      if (subject.refusal(e)) {
        return e;
      }
      throw threw(call, "which is not the refusal that is promised", null, e);
    } catch (AssertionError e) {
      return new IllegalArgumentException(e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw threw(call, "which is not the refusal that is promised", null, e);
    }
  }

  private ContractError threw(String call, String but, @Nullable Held about, Throwable thrown) {
    return broken(Kind.THREW, about, call + " threw " + thrown + "; " + but, thrown);
  }

  private ContractError broken(
      Kind kind, @Nullable Held about, String message, @Nullable Throwable cause) {
    Block block = about == null ? null : live.covering(about.address);
    ContractError error = new ContractError(live.violation(kind, block, -1, message));
    if (cause != null) {
      error.initCause(cause);
    }
    return error;
  }

  private static String name(Held block) {
    return "the live block "
        + hex(block.address)
        + " of "
        + Wording.bytes(block.size)
        + " (event "
        + block.event
        + ")";
  }

  private static String call(long size, long alignment) {
    return "allocate(" + size + ", " + alignment + ")";
  }

  private static String hex(long address) {
    return Wording.hex(address);
  }

  private static String hexByte(byte value) {
    return "0x" + Integer.toHexString(value & 0xFF);
  }
}
