package org.alloracle.evidence.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * What to make of a reference.
 *
 * @param type the full name of its class
 * @param arguments of its constructor: numbers, truths, arrays, or what is to be made first
 */
public record Setup(String type, List<?> arguments) {
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
        of("weealloc.WeeAlloc", 65536));
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
