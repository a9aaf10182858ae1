package org.alloracle.jemalloc;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** The design again, with collections: sets of free pages and regions, queues for rings. */
public final class NaiveJemalloc implements BlockAllocator {
  private static final int PAGE = 4096;

  /** The rings, in the order in which they are looked at. */
  static final List<String> RINGS = List.of("Q50", "Q25", "Q0", "Q75");

  private static final class SmallRun {
    final int size;
    final long start;
    final int pages;
    final long first;
    final int n;
    final TreeSet<Integer> free = new TreeSet<>();
    String state = "INIT";

    SmallRun(int size, long start, int pages) {
      this.size = size;
      this.start = start;
      this.pages = pages;
      n = (pages * PAGE - 312) / size;
      first = start + (long) PAGE * pages - (long) n * size;
      for (int i = 0; i < n; i++) {
        free.add(i);
      }
    }
  }

  private static final class Bin {
    @Nullable SmallRun current;
    final Map<String, Deque<SmallRun>> rings = new HashMap<>();

    Bin() {
      RINGS.forEach(ring -> rings.put(ring, new ArrayDeque<>()));
    }
  }

  private final int pagesOfChunk;
  private final int chunks;

  /** Whether a chunk is the arena's or a huge block's. */
  private final BitSet taken = new BitSet();

  /** The free pages of open chunks, by chunk. */
  private final TreeMap<Integer, BitSet> open = new TreeMap<>();

  private final Map<Integer, Bin> bins = new HashMap<>();
  private final Map<Long, Integer> huge = new HashMap<>();
  private final Map<Long, Integer> large = new HashMap<>();
  private final TreeMap<Long, SmallRun> small = new TreeMap<>();
  private int runsMade;

  private final List<String> rings;
  private final boolean keepsFresh;

  public NaiveJemalloc(int chunks, int pagesOfChunk) {
    this(chunks, pagesOfChunk, RINGS, true);
  }

  /** The design if the rings are {@link #RINGS} and fresh runs are kept; else a bug is planted. */
  NaiveJemalloc(int chunks, int pagesOfChunk, List<String> rings, boolean keepsFresh) {
    this.rings = rings;
    this.keepsFresh = keepsFresh;
    this.chunks = chunks;
    this.pagesOfChunk = pagesOfChunk;
  }

  /** How often a small run was made. */
  public int runsMade() {
    return runsMade;
  }

  private static int classOf(long size) {
    int c = 2;
    while (c < size) {
      c = c < 16 ? 2 * c : c < 512 ? c + 16 : 2 * c;
    }
    return c;
  }

  private static long power(long n) {
    long power = 1;
    while (power < n) {
      power *= 2;
    }
    return power;
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
      throw new InvalidRequestException("no");
    }
    long chunk = (long) PAGE * pagesOfChunk;
    if (Math.max(size, alignment) > chunk / 2) {
      return huge(size, alignment, chunk);
    }
    long bytes = size;
    if (size > 2048 || classOf(size) % alignment != 0) {
      bytes = power(Math.max(size, alignment));
    }
    if (bytes <= 2048) {
      return small(classOf(bytes));
    }
    long address = run((int) (bytes / PAGE));
    if (address != NONE) {
      large.put(address, (int) (bytes / PAGE));
    }
    return address;
  }

  private long huge(long size, long alignment, long chunk) {
    long count = Math.max(1, size / chunk + (size % chunk == 0 ? 0 : 1));
    for (int c = 0; c + count <= chunks; c++) {
      int clash = taken.nextSetBit(c);
      if (c * chunk % alignment == 0 && (clash < 0 || clash >= c + count)) {
        taken.set(c, c + (int) count);
        huge.put(c * chunk, (int) count);
        return c * chunk;
      }
    }
    return NONE;
  }

  /** Pages in the lowest open chunk that has so many, else in the lowest free chunk. */
  private long run(int pages) {
    for (Map.Entry<Integer, BitSet> chunk : open.entrySet()) {
      int page = within(chunk.getValue(), pages);
      if (page >= 0) {
        chunk.getValue().clear(page, page + pages);
        return (long) PAGE * (chunk.getKey() * pagesOfChunk + page);
      }
    }
    int next = taken.nextClearBit(0);
    if (next >= chunks) {
      return NONE;
    }
    taken.set(next);
    BitSet free = new BitSet();
    free.set(1, pagesOfChunk);
    open.put(next, free);
    return run(pages);
  }

  /** The free pages as buddies: of the smallest that suffice the first. */
  private int within(BitSet free, int pages) {
    int best = -1;
    int width = Integer.MAX_VALUE;
    for (int at = 0; at < pagesOfChunk; ) {
      int block = 0;
      if (free.get(at)) {
        block = 1;
        while (at % (2 * block) == 0 && free.nextClearBit(at) >= at + 2 * block) {
          block *= 2;
        }
        if (block >= pages && block < width) {
          best = at;
          width = block;
        }
      }
      at += Math.max(1, block);
    }
    return best;
  }

  private void giveBack(long address, int pages) {
    int page = (int) (address / PAGE);
    int chunk = page / pagesOfChunk;
    BitSet free = open.get(chunk);
    if (free == null) {
      throw new AssertionError("a run outside a chunk");
    }
    free.set(page % pagesOfChunk, page % pagesOfChunk + pages);
    if (free.cardinality() == pagesOfChunk - 1) {
      open.remove(chunk);
      taken.clear(chunk);
    }
  }

  private long small(int size) {
    Bin bin = bins.computeIfAbsent(size, s -> new Bin());
    SmallRun run = bin.current;
    for (String ring : rings) {
      run = run == null ? bin.rings.get(ring).peekFirst() : run;
    }
    if (run == null) {
      int pages = (int) Math.min(16, Math.max(1, power(size) * 1024 / PAGE));
      long start = run(pages);
      if (start == NONE) {
        return NONE;
      }
      run = new SmallRun(size, start, pages);
      small.put(start, run);
      runsMade++;
    }
    bin.current = run;
    int region = run.free.pollFirst();
    int f = run.free.size();
    int n = run.n;
    switch (run.state) {
      case "INIT" -> move(bin, run, f <= n / 4 * 3 ? "Q0" : "INIT");
      case "Q0" -> move(bin, run, f <= n / 2 ? "Q25" : "Q0");
      case "Q25" -> move(bin, run, f <= n / 4 ? "Q50" : "Q25");
      default -> move(bin, run, f == 0 ? "Q100" : run.state);
    }
    if (f == 0) {
      bin.current = null;
    }
    return run.first + (long) region * size;
  }

  /** From the ring of the old state to the end of that of the new. */
  private static void move(Bin bin, SmallRun run, String state) {
    if (!run.state.equals(state)) {
      bin.rings.values().forEach(ring -> ring.remove(run));
      run.state = state;
      if (RINGS.contains(state)) {
        bin.rings.get(state).addLast(run);
      }
    }
  }

  @Override
  public void free(long address) {
    usableSize(address);
    Integer count = huge.remove(address);
    if (count != null) {
      long chunk = address / PAGE / pagesOfChunk;
      taken.clear((int) chunk, (int) chunk + count);
      return;
    }
    Integer pages = large.remove(address);
    if (pages != null) {
      giveBack(address, pages);
      return;
    }
    SmallRun run = small.floorEntry(address).getValue();
    run.free.add((int) ((address - run.first) / run.size));
    Bin bin = bins.get(run.size);
    int f = run.free.size();
    int n = run.n;
    switch (run.state) {
      case "Q0" -> destroyIfEmpty(bin, run);
      case "Q25" -> move(bin, run, f >= n / 4 * 3 ? "Q0" : "Q25");
      case "Q50" -> move(bin, run, f >= n / 2 ? "Q25" : "Q50");
      case "Q75" -> move(bin, run, f >= n / 4 ? "Q50" : "Q75");
      case "Q100" -> move(bin, run, "Q75");
      default -> {
        if (!keepsFresh) {
          destroyIfEmpty(bin, run);
        }
      }
    }
  }

  private void destroyIfEmpty(Bin bin, SmallRun run) {
    if (run.free.size() == run.n) {
      move(bin, run, "gone");
      bin.current = bin.current == run ? null : bin.current;
      small.remove(run.start);
      giveBack(run.start, run.pages);
    }
  }

  @Override
  public long usableSize(long address) {
    if (huge.containsKey(address)) {
      return (long) PAGE * pagesOfChunk * huge.get(address);
    }
    if (large.containsKey(address)) {
      return (long) PAGE * large.get(address);
    }
    Map.Entry<Long, SmallRun> entry = small.floorEntry(address);
    if (entry != null) {
      SmallRun run = entry.getValue();
      long offset = address - run.first;
      if (offset >= 0
          && offset % run.size == 0
          && offset / run.size < run.n
          && !run.free.contains((int) (offset / run.size))) {
        return run.size;
      }
    }
    throw new InvalidFreeException("no");
  }
}
