package org.alloracle.design;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.basicalloc.FastBasicAlloc;
import org.alloracle.fast.bitpool.FastBitPool;
import org.alloracle.fast.buddy.FastBuddy;
import org.alloracle.fast.freeingbump.FastFreeingBump;
import org.alloracle.fast.heaplayers.Kingsley;
import org.alloracle.fast.jemalloc.FastJemalloc;
import org.alloracle.fast.michael.MichaelAlloc;
import org.alloracle.fast.policy.Stack;
import org.alloracle.fast.snmalloc.FastSnMalloc;
import org.alloracle.fast.vmem.FastVmem;
import org.alloracle.fast.weealloc.FastWeeAlloc;
import org.alloracle.reference.basicalloc.BasicAlloc;
import org.alloracle.reference.bitpool.BitPool;
import org.alloracle.reference.buddy.Buddy;
import org.alloracle.reference.freeingbump.FreeingBump;
import org.alloracle.reference.heaplayers.FirstFitLayer;
import org.alloracle.reference.heaplayers.FreeListLayer;
import org.alloracle.reference.heaplayers.HybridLayer;
import org.alloracle.reference.heaplayers.Layer;
import org.alloracle.reference.heaplayers.SizeLayer;
import org.alloracle.reference.heaplayers.StackedHeap;
import org.alloracle.reference.heaplayers.ThresholdLayer;
import org.alloracle.reference.jemalloc.Jemalloc;
import org.alloracle.reference.snmalloc.SnMalloc;
import org.alloracle.reference.vmem.Vmem;
import org.alloracle.reference.weealloc.WeeAlloc;
import org.jspecify.annotations.Nullable;

/**
 * A block allocator's design that is here. Object caches are in {@link CacheDesign}.
 *
 * @param label the name used on the command line, for packages and in reports
 * @param summary what it does, in one phrase
 * @param source where the design comes from
 * @param grain a heap's size is a multiple of this many bytes
 * @param reference makes the reference, given the heap's bytes; null if the reference is of a part
 *     of the design only
 * @param fast makes the fast implementation, given the heap's bytes; null if there is the reference
 *     only
 */
public record Design(
    String label,
    String summary,
    String source,
    long grain,
    @Nullable LongFunction<BlockAllocator> reference,
    @Nullable LongFunction<BlockAllocator> fast) {

  private static final long GREATEST_REFERENCE = 1L << 30;

  /** Words of the longest block that is listed in Lea's heap. */
  private static final int LONGEST_LISTED = 17;

  /** Bytes of the smallest chunk of jemalloc. */
  private static final long LEAST_CHUNK = 1L << 17;

  private static final List<Design> ALL =
      List.of(
          new Design(
              "basicalloc",
              "address-ordered first fit, free neighbours merged",
              "wackywendell/basicalloc",
              4096,
              BasicAlloc::new,
              FastBasicAlloc::new),
          new Design(
              "bitpool",
              "pages of 1024 bytes, one bitmap tree each, requests up to 1024 bytes",
              "jamesmunns/bitpool",
              1024,
              heap -> new BitPool(pages(heap)),
              heap -> new FastBitPool(pages(heap))),
          new Design(
              "buddy",
              "binary buddies, the smallest sufficient block, the lowest first",
              "hawkw/mycelium",
              Buddy.MINIMUM,
              Design::buddy,
              FastBuddy::new),
          new Design(
              "freeingbump",
              "a list of free blocks for each power of two, over a bump pointer",
              "paritytech/substrate sp-allocator",
              65536,
              FreeingBump::new,
              FastFreeingBump::new),
          new Design(
              "heaplayers",
              "Kingsley's lists of powers of two, stacked of layers",
              "Berger, Zorn & McKinley, Heap Layers, 2001",
              4096,
              org.alloracle.reference.heaplayers.Kingsley::new,
              Kingsley::stacked),
          new Design(
              "heaplayers-firstfit",
              "the lowest gap that is long enough, sizes in headers, stacked of proved layers",
              "Berger, Zorn & McKinley, Heap Layers, 2001",
              4096,
              Design::firstFit,
              null),
          new Design(
              "heaplayers-lea",
              "lists up to 8 and 17 words, passed down above a threshold; first fit for all others",
              "LeaHeap in Berger, Zorn & McKinley, Heap Layers, 2001",
              4096,
              Design::lea,
              null),
          new Design(
              "jemalloc",
              "chunks of runs, small regions in size classes, the lowest of the fullest run first",
              "Evans, A Scalable Concurrent malloc(3) for FreeBSD, 2006",
              LEAST_CHUNK,
              Design::jemalloc,
              heap -> new FastJemalloc(heap / chunk(heap), (int) (chunk(heap) / 4096))),
          new Design(
              "michael",
              "lock-free, superblocks with a packed anchor word, for many threads",
              "Michael, Scalable Lock-Free Dynamic Memory Allocation, 2004",
              16384,
              null,
              MichaelAlloc::new),
          new Design(
              "policy",
              "lists up to 128, 512 and 65536 bytes, stacked over headers over a region",
              "Alexandrescu & Berger, Policy-Based Memory Allocation, 2005",
              4096,
              Design::ghostscript,
              Stack::ghostscript),
          new Design(
              "snmalloc",
              "slabs of size classes, an allocator a thread, frees sent home as messages",
              "Lietar and others, snmalloc: A Message Passing Allocator, 2019",
              SnMalloc.SUPERSLAB,
              SnMalloc::new,
              FastSnMalloc::new),
          new Design(
              "vmem",
              "instant fit from lists of powers of two, spans imported and given back",
              "Bonwick and Adams 2001",
              4096,
              Vmem::new,
              FastVmem::new),
          new Design(
              "weealloc",
              "first fit in list order, merging with one neighbour",
              "rustwasm/wee_alloc",
              65536,
              heap -> new WeeAlloc(heap, false),
              heap -> new FastWeeAlloc(heap, false)),
          new Design(
              "weealloc-classes",
              "the same with size classes: a list for each number of words up to 256",
              "rustwasm/wee_alloc",
              65536,
              heap -> new WeeAlloc(heap, true),
              heap -> new FastWeeAlloc(heap, true)));

  /** All designs. */
  public static List<Design> all() {
    return ALL;
  }

  /** The labels of all designs, for a message. */
  public static String labels() {
    return ALL.stream().map(Design::label).collect(Collectors.joining(", "));
  }

  /** The design of a label, if it is here. */
  public static Optional<Design> named(String label) {
    return ALL.stream().filter(design -> design.label.equals(label)).findFirst();
  }

  /**
   * A new allocator.
   *
   * @param reference whether it is the reference; if not, the fast implementation
   * @param heapBytes a positive multiple of {@link #grain()}; a reference's metadata may be
   *     proportional to it
   * @throws IllegalArgumentException if it cannot manage a heap of that size, or there is no such
   *     implementation
   */
  public BlockAllocator make(boolean reference, long heapBytes) {
    if (heapBytes <= 0 || heapBytes % grain != 0) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: " + label + " wants a positive multiple of " + grain);
    }
    if (!reference) {
      if (fast == null) {
        throw new IllegalArgumentException(label + " has no fast form, only a reference");
      }
      return fast.apply(heapBytes);
    }
    if (this.reference == null) {
      throw new IllegalArgumentException(label + " has no reference for a whole heap");
    }
    return this.reference.apply(heapBytes);
  }

  private static BlockAllocator buddy(long heapBytes) {
    if (heapBytes > Buddy.GREATEST_END) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: the reference of buddy has at most 2^30");
    }
    return new Buddy(0, heapBytes);
  }

  private static BlockAllocator firstFit(long heapBytes) {
    int words = words(heapBytes);
    return new StackedHeap(new SizeLayer(new FirstFitLayer(words, 0, words)));
  }

  /**
   * Lea's heap as it is composed there: small blocks in one half, from lists whose blocks are
   * passed down when more than an eighth of the half is kept; all others in the other half.
   */
  private static BlockAllocator lea(long heapBytes) {
    int half = words(heapBytes) / 2;
    FirstFitLayer low = new FirstFitLayer(half, half, 1 + LONGEST_LISTED);
    FirstFitLayer high = new FirstFitLayer(low, half, half);
    Layer lists = new FreeListLayer(new FreeListLayer(new SizeLayer(low), 1, 8), 9, LONGEST_LISTED);
    return new StackedHeap(
        new HybridLayer(new ThresholdLayer(lists, half / 8), new SizeLayer(high), LONGEST_LISTED));
  }

  private static int words(long heapBytes) {
    if (heapBytes > 8L * Layer.MOST_WORDS) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: a stack of proved layers has at most 2^27");
    }
    return (int) (heapBytes / 8);
  }

  private static BlockAllocator jemalloc(long heapBytes) {
    if (heapBytes > GREATEST_REFERENCE) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: the reference of jemalloc has at most 2^30");
    }
    return new Jemalloc((int) (heapBytes / chunk(heapBytes)), (int) (chunk(heapBytes) / 4096));
  }

  /**
   * The paper's chunk if the heap is made of such, else the largest power of two that it is made
   * of.
   */
  private static long chunk(long heapBytes) {
    return Math.min(Long.lowestOneBit(heapBytes), 1L << 21);
  }

  private static BlockAllocator ghostscript(long heapBytes) {
    return new org.alloracle.reference.policy.Stack(
        new long[] {0, 129, 513}, new long[] {128, 512, 65_536}, heapBytes);
  }

  private static int pages(long heapBytes) {
    long pages = heapBytes / 1024;
    if (pages > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("heap of " + heapBytes + " bytes: too many pages");
    }
    return (int) pages;
  }
}
