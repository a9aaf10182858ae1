package org.alloracle.reference.freeingbump;

/**
 * The freeing bump with its headers in the memory of its guest, who may write over them: what the design's source
 * does then, exactly. {@link FreeingBump} has its headers beside the memory; if the guest lets them be, and the memory
 * grows as it is asked to, both give the same addresses.
 *
 * <p>A header is only looked at when a list or a free leads to it. A list leads to it: it is an error if the block
 * would not lie in the memory, or the header says occupied; else the block is handed out, whatever else is there, and
 * the list goes on where the header says. A free leads to it: it is an error if the header does not lie in the memory,
 * says free, or has no order; else the block of that order is free from then on. So a wrong free is detected exactly
 * if the bytes before it do not look like the header of an occupied block.
 *
 * <p>The memory grows to twice its pages, or as far as it can if that is less, or as far as is needed if that is more.
 * If its owner refuses, that is an error too, even if he would have granted the pages that are needed.
 *
 * <p>The first error poisons the heap: from then on each call answers {@link #POISONED} and changes nothing. An error
 * changes nothing else, with one exception, as in the source: if more is freed than was handed out, the block is on
 * its list already. Whatever the guest writes, nothing past the memory's pages is read or changed. Confined to one
 * thread.
 */
public final class GuestHeap {
  /** The error of a heap that had one. */
  public static final int POISONED = -1;

  /** The error of a request larger than the last order. */
  public static final int TOO_LARGE = -2;

  /** The error of a header or a block that does not lie in the memory. */
  public static final int OUTSIDE = -3;

  /** The error of an occupied header on a list. */
  public static final int OCCUPIED = -4;

  /** The error of a bumper that would pass the last page that can be. */
  public static final int OUT_OF_SPACE = -5;

  /** The error of a memory whose owner does not let it grow. */
  public static final int REFUSED = -6;

  /** The error of a free before the first possible header. */
  public static final int TOO_LOW = -7;

  /** The error of a free of what has a free header. */
  public static final int EMPTY = -8;

  /** The error of an occupied header without an order. */
  public static final int NO_ORDER = -9;

  /** The error of a free of more than is handed out. */
  public static final int UNDERFLOW = -10;

  /** The most pages of 65536 bytes. */
  public static final int MOST = 1024;

  private final /*@ spec_public @*/ int[] width;
  private final /*@ spec_public @*/ int most;
  private final /*@ spec_public @*/ int[] memory;
  private final /*@ spec_public @*/ long[] head;
  private /*@ spec_public @*/ int pages;
  private /*@ spec_public @*/ int granted;
  private /*@ spec_public @*/ boolean poisoned;
  private /*@ spec_public @*/ int bumper;
  private /*@ spec_public @*/ long bytes;
  private /*@ spec_public @*/ long peak;
  private /*@ spec_public @*/ long total;

  /*@ // METADATA
    @ public invariant 1 <= width.length && width.length <= Orders.MOST && width[0] == 1 && width != memory;
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < width.length; width[j] == 2 * width[i]);
    @ public invariant (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @ public invariant 0 <= pages && pages <= most && most <= MOST && memory.length == 65536 * most;
    @ public invariant (\forall int i; 0 <= i && i < memory.length; 0 <= memory[i] && memory[i] <= 255);
    @ public invariant head.length == width.length;
    @ public invariant (\forall int k; 0 <= k && k < head.length; 0 <= head[k] && head[k] <= 0xffffffffL);
    @ // CONTAINMENT: the bumper stays in the memory
    @ public invariant 0 <= bumper && bumper <= 65536 * pages;
    @ // CONSERVATION: there is a peak
    @ public invariant 0 <= bytes && bytes <= peak && 0 <= total;
    @*/

  /**
   * An empty heap in a memory of zeros, which may grow.
   *
   * @param base the first byte, rounded up to a multiple of 8; it lies in the memory or at its end
   * @param pages the pages of the memory at first
   * @param most the pages that the memory can have, at most {@value #MOST}
   * @param orders the number of orders, from 1 to {@value Orders#MOST}
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= most && most <= MOST && 1 <= orders && orders <= Orders.MOST;
    @   requires 0 <= base && base <= 65536 * pages;
    @   ensures width.length == orders && this.most == most && this.pages == pages && granted == most && !poisoned;
    @   ensures base <= bumper && bumper < base + 8 && bumper % 8 == 0 && bytes == 0 && peak == 0 && total == 0;
    @   ensures (\forall int k; 0 <= k && k < orders; head[k] == Headers.NIL);
    @   ensures (\forall int i; 0 <= i && i < memory.length; memory[i] == 0);
    @ also public exceptional_behavior
    @   requires !(0 <= pages && pages <= most && most <= MOST && 1 <= orders && orders <= Orders.MOST
    @     && 0 <= base && base <= 65536 * (\bigint) pages);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public GuestHeap(int base, int pages, int most, int orders) {
    if (pages < 0 || pages > most || most > MOST) {
      throw new IllegalArgumentException("there are from 0 to 1024 pages, and no more than there can be");
    }
    if (orders < 1 || orders > Orders.MOST) {
      throw new IllegalArgumentException("there are from 1 to 29 orders");
    }
    if (base < 0 || base > 65536 * pages) {
      throw new IllegalArgumentException("the base lies in the memory");
    }
    this.most = most;
    this.pages = pages;
    granted = most;
    width = Orders.widths(orders);
    memory = new int[65536 * most];
    head = ends(orders);
    bumper = (base + 7) / 8 * 8;
  }

  /** Empty lists. */
  /*@ private normal_behavior
    @   requires 1 <= orders && orders <= Orders.MOST;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == orders;
    @   ensures (\forall int k; 0 <= k && k < orders; \result[k] == 0xffffffffL);
    @*/
  private static long[] ends(int orders) {
    long[] a = new long[orders];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= orders;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == 0xffffffffL);
      @ loop_writes i, a[*];
      @ decreases orders - i;
      @*/
    while (i < orders) {
      a[i] = Headers.NIL;
      i = i + 1;
    }
    return a;
  }

  /**
   * Hands out a block of the least order that holds so many bytes.
   *
   * @return its address, at least 8, or an error
   */
  /*@ public normal_behavior // HONEST_FAILURE: an error poisons, and changes nothing else
    @   requires found(fit(size)) < 0;
    @   assignable poisoned;
    @   ensures \result == \old(found(fit(size))) && poisoned;
    @ also public normal_behavior // POLICY
    @   old int k = fit(size);
    @   old int h = found(k);
    @   requires 0 <= h;
    @   old boolean listed = head[k] != 0xffffffffL;
    @   old long next = listed ? Headers.number(memory, h) : 0xffffffffL;
    @   old int whole = 8 * (1 + width[k]);
    @   old int grown = listed ? pages : growth(bumper + whole);
    @   assignable head[k], memory[h .. h + 7], pages, bumper, bytes, peak, total; // FRAME
    @   ensures \result == h + 8 && size <= 8 * width[k] && \result + 8 * width[k] <= 65536 * pages; // CONTAINMENT
    @   ensures head[k] == next && pages == grown && bumper == \old(bumper) + (listed ? 0 : whole); // REUSE
    @   ensures memory[h] + 256L * memory[h + 1] + 65536L * memory[h + 2] + 16777216L * memory[h + 3] == k;
    @   ensures memory[h + 4] == 1 && memory[h + 5] == 0 && memory[h + 6] == 0 && memory[h + 7] == 0;
    @   ensures bytes == (Long.MAX_VALUE < \old(bytes) + whole ? Long.MAX_VALUE : \old(bytes) + whole);
    @   ensures total == (Long.MAX_VALUE < \old(total) + whole ? Long.MAX_VALUE : \old(total) + whole);
    @   ensures peak == (\old(peak) < bytes ? bytes : \old(peak));
    @*/
  public int allocate(long size) {
    int k = fit(size);
    int h = found(k);
    if (h < 0) {
      poisoned = true;
      return h;
    }
    boolean listed = head[k] != Headers.NIL;
    long next = listed ? Headers.number(memory, h) : Headers.NIL;
    int whole = 8 * (1 + width[k]);
    int grown = listed ? pages : growth(bumper + whole);
    long now = Growth.sum(bytes, whole);
    long ever = Growth.sum(total, whole);
    Headers.put(memory, h, k, true);
    head[k] = next;
    pages = grown;
    bumper = listed ? bumper : bumper + whole;
    bytes = now;
    total = ever;
    peak = peak < now ? now : peak;
    return h + 8;
  }

  /** The least order that holds so many bytes, or -1. */
  /*@ private normal_behavior
    @   ensures -1 <= \result && \result < width.length;
    @   ensures \result == (size < 0 || 8 * width[width.length - 1] < size ? -1 : Orders.of(width, size));
    @ spec_public pure
    @*/
  private int fit(long size) {
    return size < 0 || size > 8L * width[width.length - 1] ? -1 : Orders.of(width, size);
  }

  /** Where the header is of the block that a request of an order would get, or the error. */
  /*@ private normal_behavior
    @   requires -1 <= k && k < width.length;
    @   ensures 0 <= \result ==> !poisoned && 0 <= k && \result + 8 * (1 + width[k]) <= 65536 * most;
    @   ensures 0 <= \result && head[k] == 0xffffffffL ==> \result == bumper;
    @   ensures 0 <= \result && head[k] != 0xffffffffL
    @     ==> \result == head[k] && \result + 8 * (1 + width[k]) <= 65536 * pages;
    @   ensures poisoned ==> \result == POISONED;
    @   ensures !poisoned && k < 0 ==> \result == TOO_LARGE;
    @   ensures !poisoned && 0 <= k && head[k] != 0xffffffffL && 65536 * pages < head[k] + 8 * (1 + width[k])
    @     ==> \result == OUTSIDE;
    @   ensures (\forall int h; !poisoned && 0 <= k && h == head[k] && h + 8 * (1 + width[k]) <= 65536 * pages;
    @     \result == (Headers.occupied(memory, h) ? OCCUPIED : h));
    @   ensures !poisoned && 0 <= k && head[k] == 0xffffffffL && 65536 * most < bumper + 8 * (1 + width[k])
    @     ==> \result == OUT_OF_SPACE;
    @   ensures !poisoned && 0 <= k && head[k] == 0xffffffffL && bumper + 8 * (1 + width[k]) <= 65536 * pages
    @     ==> \result == bumper;
    @   ensures (\forall int end; !poisoned && 0 <= k && head[k] == 0xffffffffL && end == bumper + 8 * (1 + width[k])
    @     && 65536 * pages < end && end <= 65536 * most; \result == (granted < growth(end) ? REFUSED : bumper));
    @ spec_public pure
    @*/
  private int found(int k) {
    if (poisoned) {
      return POISONED;
    }
    if (k < 0) {
      return TOO_LARGE;
    }
    long h = head[k];
    long whole = 8 * (1L + width[k]);
    if (h != Headers.NIL) {
      return h + whole > 65536L * pages ? OUTSIDE : Headers.occupied(memory, (int) h) ? OCCUPIED : (int) h;
    }
    long end = bumper + whole;
    if (end > 65536L * most) {
      return OUT_OF_SPACE;
    }
    return end > 65536L * pages && growth((int) end) > granted ? REFUSED : bumper;
  }

  /** The pages that the memory would have to hold so many bytes. */
  /*@ private normal_behavior
    @   requires 0 <= end && end <= 65536 * most;
    @   ensures end <= 65536 * pages ==> \result == pages;
    @   ensures 65536 * pages < end && most < 2 * pages ==> \result == most;
    @   ensures 65536 * pages < end && 2 * pages <= most ==> 2 * pages <= \result
    @     && end <= 65536 * \result && (\result == 2 * pages || 65536 * (\result - 1) < end);
    @   ensures pages <= \result && \result <= most && end <= 65536 * \result;
    @ spec_public pure
    @*/
  private int growth(int end) {
    return Growth.grown(pages, Orders.pages(end), most);
  }

  /**
   * Frees the block at an address, if the bytes before it look like the header of an occupied one.
   *
   * @return 0, or an error
   */
  /*@ public normal_behavior // VALID_FREE: an error poisons, and changes nothing else
    @   requires orderAt(address) < 0;
    @   assignable poisoned;
    @   ensures \result == \old(orderAt(address)) && poisoned;
    @ also public normal_behavior // REUSE: it becomes the head of its list
    @   old int k = orderAt(address);
    @   requires 0 <= k;
    @   old int h = (int) (address - 8);
    @   old int whole = 8 * (1 + width[k]);
    @   assignable head[k], memory[h .. h + 7], bytes, poisoned; // FRAME
    @   ensures head[k] == h;
    @   ensures memory[h] + 256L * memory[h + 1] + 65536L * memory[h + 2] + 16777216L * memory[h + 3] == \old(head[k]);
    @   ensures memory[h + 4] == 0 && memory[h + 5] == 0 && memory[h + 6] == 0 && memory[h + 7] == 0;
    @   ensures \result == (\old(bytes) < whole ? UNDERFLOW : 0) && poisoned == (\old(bytes) < whole);
    @   ensures bytes == (\old(bytes) < whole ? \old(bytes) : \old(bytes) - whole); // CONSERVATION
    @*/
  public int free(long address) {
    int k = orderAt(address);
    if (k < 0) {
      poisoned = true;
      return k;
    }
    int h = (int) (address - 8);
    int whole = 8 * (1 + width[k]);
    Headers.put(memory, h, head[k], false);
    head[k] = h;
    poisoned = bytes < whole;
    bytes = bytes < whole ? bytes : bytes - whole;
    return poisoned ? UNDERFLOW : 0;
  }

  /** The order of the block that a free would give back, or the error. */
  /*@ private normal_behavior
    @   ensures \result < width.length && (0 <= \result ==> !poisoned && 8 <= address && address <= 65536 * pages);
    @   ensures poisoned ==> \result == POISONED;
    @   ensures !poisoned && address < 8 ==> \result == TOO_LOW;
    @   ensures !poisoned && 8 <= address && 65536 * pages < address ==> \result == OUTSIDE;
    @   ensures (\forall int h; !poisoned && 0 <= h && h == address - 8 && h + 8 <= 65536 * pages;
    @     \result == (!Headers.occupied(memory, h) ? EMPTY
    @       : width.length <= Headers.number(memory, h) ? NO_ORDER : Headers.number(memory, h)));
    @ spec_public pure
    @*/
  private int orderAt(long address) {
    if (poisoned) {
      return POISONED;
    }
    if (address < 8) {
      return TOO_LOW;
    }
    if (address > 65536L * pages) {
      return OUTSIDE;
    }
    int h = (int) (address - 8);
    if (!Headers.occupied(memory, h)) {
      return EMPTY;
    }
    long number = Headers.number(memory, h);
    return number >= width.length ? NO_ORDER : (int) number;
  }

  /** What the guest writes: a byte, anywhere in its memory. */
  /*@ public normal_behavior
    @   requires 0 <= address && address < 65536 * pages && 0 <= value && value <= 255;
    @   assignable memory[address]; // FRAME
    @   ensures memory[address] == value;
    @*/
  public void write(int address, int value) {
    memory[address] = value;
  }

  /** What the guest reads: a byte, anywhere in its memory. */
  /*@ public normal_behavior
    @   requires 0 <= address && address < 65536 * pages;
    @   ensures \result == memory[address];
    @ pure
    @*/
  public int read(int address) {
    return memory[address];
  }

  /** Tells how far the owner of the memory will let it grow from now on. */
  /*@ public normal_behavior
    @   assignable granted;
    @   ensures granted == pages;
    @*/
  public void grant(int pages) {
    granted = pages;
  }

  /** Whether an error has ended the heap. */
  /*@ public normal_behavior
    @   ensures \result == poisoned;
    @ pure
    @*/
  public boolean poisoned() {
    return poisoned;
  }

  /** The pages of the memory. */
  /*@ public normal_behavior
    @   ensures \result == pages;
    @ pure
    @*/
  public int pages() {
    return pages;
  }

  /** The first address never used. */
  /*@ public normal_behavior
    @   ensures \result == bumper;
    @ pure
    @*/
  public int bumper() {
    return bumper;
  }

  /** The bytes handed out and not freed, headers included. */
  /*@ public normal_behavior
    @   ensures \result == bytes;
    @ pure
    @*/
  public long bytes() {
    return bytes;
  }

  /** The most that {@link #bytes} has been. */
  /*@ public normal_behavior
    @   ensures \result == peak;
    @ pure
    @*/
  public long peak() {
    return peak;
  }

  /** The bytes of all blocks ever handed out, headers included; the greatest integer from there on. */
  /*@ public normal_behavior
    @   ensures \result == total;
    @ pure
    @*/
  public long total() {
    return total;
  }

  /** Where an order's list begins, or {@link Headers#NIL}. */
  /*@ public normal_behavior
    @   requires 0 <= k && k < width.length;
    @   ensures \result == head[k];
    @ pure
    @*/
  public long head(int k) {
    return head[k];
  }
}
