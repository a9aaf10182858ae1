package org.alloracle.fast.layout;

import java.util.Arrays;
import org.alloracle.contract.InvalidFreeException;

/**
 * A pool of records in a hot and a cold part (Chilimbi, Davidson, Larus, PLDI 1999), at the same
 * addresses as the reference's {@code PairedPool}: hot parts side by side from address 0, the cold
 * ones after them, from a multiple of 4096 on; the record freed last is taken first, then the
 * lowest that was never taken. Up to 2^31 - 1 records and 2^46 bytes of either part.
 *
 * <p>A record is one number, and both its parts are found by it. What is known of records stands in
 * arrays that grow with the highest record ever taken: 4 bytes and 1 bit each; no object is made
 * otherwise. Invariants, checked by {@link #checkInvariants}:
 *
 * <ul>
 *   <li>METADATA: {@code freed} records below {@code taken} are on the stack, each once;
 *   <li>CONSERVATION: a record below {@code taken} has its bit set if and only if it is not on the
 *       stack; those above are free.
 * </ul>
 *
 * <p>HONEST_FAILURE: refused only if all records are live. VALID_FREE: a wrong address is detected
 * unless a live hot part starts there, and changes nothing. Confined to one thread.
 */
public final class FastPairedPool {
  /** What {@link #allocate} returns if all records are live. */
  public static final long NONE = -1L;

  /** The most bytes of all hot parts, or all cold ones. */
  public static final long GREATEST = 1L << 46;

  private static final long PAGE = 4096;

  private final int records;
  private final long hotSize;
  private final long coldSize;
  private final long base;

  /** The power of two that the size of a hot part is, or -1. */
  private final int shift;

  /** The records from here on were never taken. */
  private int taken;

  /** A stack: {@code freed} records. */
  private int[] stack = new int[0];

  private int freed;

  /** A bit for each record that was ever taken. */
  private long[] live = new long[0];

  /**
   * A pool whose records are all free; the lowest is taken first.
   *
   * @param records at least 1
   * @param hotSize of a hot part in bytes, at least 1; the parts start at its multiples
   * @param coldSize of a cold part in bytes, at least 1
   * @throws IllegalArgumentException if one of them is not so, or all hot parts, or all cold ones,
   *     are more than {@link #GREATEST}
   */
  public FastPairedPool(int records, long hotSize, long coldSize) {
    if (records < 1
        || hotSize < 1
        || coldSize < 1
        || hotSize > GREATEST / records
        || coldSize > GREATEST / records) {
      throw new IllegalArgumentException(
          records + " records of " + hotSize + " and " + coldSize + " bytes");
    }
    this.records = records;
    this.hotSize = hotSize;
    this.coldSize = coldSize;
    base = (records * hotSize + PAGE - 1) / PAGE * PAGE;
    shift = Long.bitCount(hotSize) == 1 ? Long.numberOfTrailingZeros(hotSize) : -1;
  }

  /** Takes a record and returns where its hot part starts, or {@link #NONE}. */
  public long allocate() {
    int record;
    if (freed > 0) {
      record = stack[--freed];
    } else if (taken < records) {
      record = taken++;
      if (record >>> 6 == live.length) {
        grow();
      }
    } else {
      return NONE;
    }
    live[record >>> 6] |= 1L << record;
    return record * hotSize;
  }

  private void grow() {
    int words = (int) Math.min((records + 63L) / 64, 2L * live.length + 1);
    live = Arrays.copyOf(live, words);
    stack = Arrays.copyOf(stack, (int) Math.min(records, 64L * words));
  }

  /**
   * Where the cold part of a live record starts.
   *
   * @param address where its hot part starts
   * @throws InvalidFreeException if no live hot part starts there
   */
  public long companion(long address) {
    return base + liveAt(address) * coldSize;
  }

  /**
   * Gives back both parts of a record.
   *
   * @param address where its hot part starts
   * @throws InvalidFreeException if no live hot part starts there; the state is unchanged
   */
  public void free(long address) {
    int record = liveAt(address);
    live[record >>> 6] &= ~(1L << record);
    stack[freed++] = record;
  }

  private int liveAt(long address) {
    long record = shift >= 0 ? address >> shift : address / hotSize;
    if (record >= 0
        && record < taken
        && record * hotSize == address
        && (live[(int) (record >>> 6)] & 1L << record) != 0) {
      return (int) record;
    }
    throw new InvalidFreeException("no live hot part starts at " + address);
  }

  /** The bytes of a hot part. */
  public long hotSize() {
    return hotSize;
  }

  /** The bytes of a cold part. */
  public long coldSize() {
    return coldSize;
  }

  /** Where the first cold part starts. */
  public long base() {
    return base;
  }

  /** The number of live records. */
  public int live() {
    return taken - freed;
  }

  /**
   * Walks the invariants, in time proportional to the records ever taken.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    require(0 <= freed && freed <= taken && taken <= records, "METADATA", "counts");
    require(taken <= 64L * live.length && taken <= stack.length, "METADATA", "room");
    long[] seen = new long[live.length];
    for (int i = 0; i < freed; i++) {
      int record = stack[i];
      require(0 <= record && record < taken, "METADATA", "a record on the stack");
      require((seen[record >>> 6] & 1L << record) == 0, "METADATA", "twice on the stack");
      seen[record >>> 6] |= 1L << record;
    }
    for (int record = 0; record < 64 * live.length; record++) {
      boolean is = (live[record >>> 6] & 1L << record) != 0;
      boolean free = record >= taken || (seen[record >>> 6] & 1L << record) != 0;
      require(is != free, "CONSERVATION", "record " + record);
    }
  }

  private static void require(boolean holds, String clause, String what) {
    if (!holds) {
      throw new AssertionError(clause + ": " + what);
    }
  }
}
