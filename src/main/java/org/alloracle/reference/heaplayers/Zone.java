package org.alloracle.reference.heaplayers;

/**
 * The layer that carves blocks from the bottom up, from chunks of 4096 bytes (ChunkHeap, ZoneHeap).
 *
 * <p>Memory is counted in words of 8 bytes. Block {@code i} is the words from {@code start[i]} up to
 * {@code start[i + 1]}; so blocks ascend and share nothing, and tile what is carved, by construction.
 * Chunks lie end to end, so a new one extends the one before. No block is taken back alone; {@link #clear}
 * takes all.
 */
public final class Zone {
  /** The words of a chunk. */
  public static final long CHUNK = 512L;

  /** The most chunks: 1 GiB. */
  public static final int MOST_CHUNKS = 262144;

  private final /*@ spec_public @*/ int most;
  private final /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ long chunks;

  /*@ // METADATA
    @ public invariant 0 <= most && most <= MOST_CHUNKS && start.length == 256 * most + 1;
    @ public invariant 0 <= count && count < start.length && start[0] == 0;
    @ // DISJOINTNESS, CONSERVATION: blocks tile what is carved, and have two words at least
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] + 2 <= start[j]);
    @ public invariant (\forall int i; 0 <= i && i <= count; 2 * i <= start[i] && start[i] <= start[count]);
    @ // CONTAINMENT
    @ public invariant start[count] <= 512 * chunks && 0 <= chunks && chunks <= most;
    @*/

  /** Nothing carved; {@code most} chunks can be had. */
  /*@ public normal_behavior
    @   requires 0 <= most && most <= MOST_CHUNKS;
    @   ensures \fresh(start) && this.most == most && count == 0 && chunks == 0;
    @ pure
    @*/
  public Zone(int most) {
    this.most = most;
    start = new long[256 * most + 1];
  }

  /** Whether a block of so many words can be carved. */
  /*@ public normal_behavior
    @   requires 2 <= n && n <= 0x20000000L;
    @   ensures \result == (start[count] + n <= 512 * most);
    @ pure
    @*/
  public boolean fits(long n) {
    return start[count] + n <= 512L * most;
  }

  /** Carves a block of so many words and tells its number. */
  /*@ public normal_behavior
    @   requires 2 <= n && start[count] + n <= 512 * most;
    @   assignable count, chunks, start[count + 1];
    @   ensures \result == \old(count) && count == \result + 1;
    @   ensures start[count] == start[\result] + n; // POLICY
    @   ensures start[count] <= 512 * \old(chunks) ==> chunks == \old(chunks);
    @   ensures 512 * \old(chunks) < start[count] ==> 512 * (chunks - 1) < start[count];
    @*/
  public int carve(long n) {
    long end = start[count] + n;
    long needed = chunksFor(end);
    chunks = needed <= chunks ? chunks : needed;
    count = count + 1;
    start[count] = end;
    return count - 1;
  }

  /** Makes the last block so many words longer, in place. */
  /*@ public normal_behavior
    @   requires 0 < count && 0 <= n && start[count] + n <= 512 * most;
    @   assignable chunks, start[count];
    @   ensures start[count] == \old(start[count]) + n;
    @   ensures start[count] <= 512 * \old(chunks) ==> chunks == \old(chunks);
    @   ensures 512 * \old(chunks) < start[count] ==> 512 * (chunks - 1) < start[count];
    @*/
  public void extend(long n) {
    long end = start[count] + n;
    long needed = chunksFor(end);
    chunks = needed <= chunks ? chunks : needed;
    start[count] = end;
  }

  /** The least number of chunks that hold so many words. */
  /*@ private normal_behavior
    @   requires 0 <= words && words <= 0x10000000L;
    @   assignable \nothing;
    @   ensures 0 <= \result && words <= 512 * \result && (\result == 0 || 512 * (\result - 1) < words);
    @ pure helper
    @*/
  private static long chunksFor(long words) {
    return (words + 511) / 512;
  }

  /** Takes all blocks and chunks back. */
  /*@ public normal_behavior
    @   assignable count, chunks;
    @   ensures count == 0 && chunks == 0; // REUSE: all are dead, none alone
    @*/
  public void clear() {
    count = 0;
    chunks = 0;
  }

  /** The number of blocks. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int count() {
    return count;
  }

  /** The first word of a block; of block {@code count}, the first word not carved. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == start[i];
    @ pure
    @*/
  public long start(int i) {
    return start[i];
  }

  /** The words of the chunks obtained. */
  /*@ public normal_behavior
    @   ensures \result == 512 * chunks;
    @ pure
    @*/
  public long obtained() {
    return CHUNK * chunks;
  }

  /** The words that could still be carved. */
  /*@ public normal_behavior
    @   ensures \result == 512 * most - start[count];
    @ pure
    @*/
  public long left() {
    return CHUNK * most - start[count];
  }

  // Lemma, DISJOINTNESS: a block ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j <= count;
    @   ensures \result && start[i + 1] <= start[j] && start[i] < start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
