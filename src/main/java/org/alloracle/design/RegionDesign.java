package org.alloracle.design;

import java.util.List;
import java.util.function.IntFunction;
import org.alloracle.contract.RegionAllocator;
import org.alloracle.fast.region.FastRegionHeap;
import org.alloracle.reference.region.RegionHeap;

/**
 * A region allocator's design that is here as a reference and a fast implementation.
 *
 * @param label the name used on the command line, for packages and in reports
 * @param summary what it does, in one phrase
 * @param source where the design comes from
 * @param reference makes the reference, given the heap's pages
 * @param fast makes the fast implementation, given the same
 */
public record RegionDesign(
    String label,
    String summary,
    String source,
    IntFunction<RegionAllocator> reference,
    IntFunction<RegionAllocator> fast) {

  private static final List<RegionDesign> ALL =
      List.of(
          new RegionDesign(
              "region",
              "regions released as a whole, if no pointer from outside leads in",
              "Gay & Aiken, Memory Management with Explicit Regions, 1998",
              pages -> new RegionHeap(pages, 1024, 1024),
              pages -> new FastRegionHeap(pages, 1024, 1024)));

  /** All region allocators. */
  public static List<RegionDesign> all() {
    return ALL;
  }
}
