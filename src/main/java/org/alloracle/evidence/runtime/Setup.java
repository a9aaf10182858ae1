package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a reference.
 *
 * @param type the full name of its class
 * @param arguments of its constructor: numbers, truths, arrays, or what is to be made first; the
 *     same setup (not an equal one) is the same object
 */
public record Setup(String type, List<?> arguments) {
  private static final String STATICS = "statics";

  /** In {@code org.alloracle.reference}. */
  static Setup of(String type, Object... arguments) {
    return new Setup("org.alloracle.reference." + type, Arrays.asList(arguments));
  }

  /**
   * One small heap of each design: evaluation is slow, and what is wrong is wrong of a small one.
   */
  public static List<Setup> ofEachDesign() {
    return List.of(
        of("basicalloc.BasicAlloc", 65536, 4096),
        of("bitpool.BitPool", 1),
        of("buddy.Buddy", 1024, 1024),
        of("freeingbump.FreeingBump", 0, 3, 4, 5, true),
        of("freeingbump.FreeingBump", 12, 1, 3, 5, false),
        of("heaplayers.Kingsley", 16384),
        of("heaplayers.Lea", 1024),
        of("heaplayers.Obstack", 2000),
        of("heaplayers.StackedHeap", sized(list(bottom(30, 0, 30), 2, 3))),
        of("heaplayers.Xalloc", 64),
        of("jemalloc.Jemalloc", 2, 32),
        of("layout.PairedPool", 10, 24, 40),
        of("layout.Plan", fields()),
        of("magazine.MagazineCache", 24, 64, 3, 4),
        of("michael.Superblock", 12, 4),
        of("policy.Stack", new long[] {16, 256}, new long[] {128, 1024}, 16384),
        of("region.RegionHeap", 1, 3, 4),
        of("slab.SlabCache", 3, 128, 16, 30, 8),
        of("snmalloc.SnMalloc", new long[] {3, 77}, 2, 2, 4, 256L, 16L, 512L),
        of("snmalloc.Superslab", 4),
        of("vmem.Vmem", 1024, 16, false),
        of("weealloc.WeeAlloc", 65536, false),
        of("weealloc.WeeAlloc", 131072, true));
  }

  /**
   * What the designs' heaps do not reach: parts by themselves, other constructors, small counts.
   */
  public static List<Setup> ofParts() {
    return Stream.concat(parts().stream(), layers().stream()).toList();
  }

  /** Each layer of a heap over some others, and all of them in one stack. */
  private static List<Setup> layers() {
    Setup low = bottom(24, 30, 9);
    Setup high = of("heaplayers.FirstFitLayer", low, 30, 30L);
    Setup lists = list(list(sized(low), 1, 2), 3, 4);
    return List.of(
        bottom(24, 3, 16),
        of("heaplayers.FirstFitLayer", bottom(6, 20, 6), 18, 16L),
        sized(bottom(24, 0, 24)),
        sized(list(bottom(24, 0, 24), 2, 3)),
        sized(bottom(0, 0, 0)),
        list(bottom(24, 0, 24), 2, 3),
        list(sized(bottom(40, 0, 40)), 2, 3),
        list(list(bottom(24, 0, 24), 4, 6), 2, 3),
        of("heaplayers.StackedHeap", bottom(24, 0, 24)),
        threshold(bottom(24, 0, 24), 0),
        threshold(list(list(sized(bottom(40, 0, 40)), 1, 2), 3, 5), 8),
        of("heaplayers.HybridLayer", threshold(lists, 10), sized(high), 8),
        sized(of("heaplayers.HybridLayer", list(low, 2, 4), list(high, 10, 12), 9)));
  }

  private static Setup bottom(int words, int room, long most) {
    return of("heaplayers.FirstFitLayer", words, room, most);
  }

  private static Setup sized(Setup below) {
    return of("heaplayers.SizeLayer", below);
  }

  private static Setup list(Setup below, int least, int greatest) {
    return of("heaplayers.FreeListLayer", below, least, greatest);
  }

  private static Setup threshold(Setup below, long bound) {
    return of("heaplayers.ThresholdLayer", below, bound);
  }

  private static List<Setup> parts() {
    return List.of(
        of("basicalloc.BasicAlloc", 131072),
        of("freeingbump.FreeingBump", 131072),
        of("freeingbump.GuestHeap", 0, 0, 0, 2),
        of("heaplayers.Bins", 3, 12),
        of("heaplayers.Classes", new int[] {2, 3, 5, 8}),
        of("heaplayers.Coalesce", 24),
        of("heaplayers.Zone", 12),
        of("jemalloc.Bins", 3, 8),
        of("jemalloc.Land", 64, 32, 2),
        of("magazine.MagazineCache", 9, 64, 1, 3),
        of("magazine.MagazineCache", 5, 64, 2, 2),
        of("slab.SlabCache", 2, 64, 8, 24, 8),
        of("snmalloc.Ids", new long[] {3, 77, 5}, 2),
        of("snmalloc.Slabs", 3, 2),
        of("vmem.Vmem", 64),
        of("vmem.Vmem", 256, 16, true),
        statics("Copies"),
        statics("freeingbump.Growth"),
        statics("freeingbump.Orders"),
        statics("jemalloc.Fullness"),
        statics("michael.Anchor"));
  }

  /** The methods of a class that need no object. */
  private static Setup statics(String type) {
    return of(type, STATICS);
  }

  /** Whether an object is made. */
  boolean isMade() {
    return !arguments.contains(STATICS);
  }

  /** The same with -1 in place of each number in turn, and of the first in each array. */
  List<Setup> withoutOneNumber() {
    List<Setup> wrong = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Object other = belowAll(arguments.get(i));
      if (other != null) {
        List<Object> changed = new ArrayList<>(arguments);
        changed.set(i, other);
        wrong.add(new Setup(type, changed));
      }
    }
    return wrong;
  }

  private static @Nullable Object belowAll(Object value) {
    if (value instanceof Long) {
      return -1L;
    }
    if (value instanceof Integer) {
      return -1;
    }
    if (value instanceof long[] numbers && numbers.length > 0) {
      long[] changed = numbers.clone();
      changed[0] = -1;
      return changed;
    }
    if (value instanceof int[] numbers && numbers.length > 0) {
      int[] changed = numbers.clone();
      changed[0] = -1;
      return changed;
    }
    return null;
  }

  private static Setup fields() {
    return of(
        "layout.Fields",
        new long[] {8, 4, 2, 8, 1},
        new long[] {8, 4, 2, 8, 1},
        new long[] {5, 1, 9, 7, 2},
        new int[] {0, 1, 2},
        new int[] {4, 3, 3},
        new long[] {5, 1, 9},
        64L);
  }

  @Override
  public String toString() {
    return type + arguments;
  }
}
