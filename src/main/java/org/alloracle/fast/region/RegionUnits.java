package org.alloracle.fast.region;

/** The sizes that all parts share. */
final class RegionUnits {
  static final int PAGE_BITS = 12;
  static final int PAGE = 1 << PAGE_BITS;

  /** The greatest block that shares its page with others, in bytes. */
  static final int SMALL = PAGE / 2;

  /** Locations of a page. */
  static final int WORDS = PAGE / 8;

  private RegionUnits() {}
}
