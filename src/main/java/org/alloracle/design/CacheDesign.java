package org.alloracle.design;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.FastMagazineCache;
import org.alloracle.fast.slab.FastSlabCache;
import org.alloracle.reference.magazine.MagazineCache;
import org.alloracle.reference.slab.SlabCache;

/**
 * An object cache's design that is here as a reference and a fast implementation.
 *
 * @param label the name used on the command line, for packages and in reports
 * @param summary what it does, in one phrase
 * @param source where the design comes from
 * @param reference makes the reference, given the number of slabs or of objects
 * @param fast makes the fast implementation, given the same
 */
public record CacheDesign(
    String label,
    String summary,
    String source,
    IntFunction<ObjectCache> reference,
    IntFunction<ObjectCache> fast) {

  private static final List<CacheDesign> ALL =
      List.of(
          new CacheDesign(
              "magazine",
              "magazines of free objects a thread, exchanged with a depot",
              "Bonwick & Adams, Magazines and Vmem, 2001",
              objects -> new MagazineCache(objects, 64, 15, 64),
              objects -> new FastMagazineCache(objects, 64, 15, 64)),
          new CacheDesign(
              "slab",
              "slabs of constructed objects, coloured, the fullest slabs first",
              "Bonwick, The Slab Allocator, 1994",
              slabs -> new SlabCache(slabs, 4096, 32, 200, 8),
              slabs -> new FastSlabCache(slabs, 4096, 32, 200, 8)));

  /** All object caches. */
  public static List<CacheDesign> all() {
    return ALL;
  }

  /** The object cache of a label, if it is here. */
  public static Optional<CacheDesign> named(String label) {
    return ALL.stream().filter(design -> design.label.equals(label)).findFirst();
  }
}
