package org.alloracle.magazine;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.alloracle.CachesSideBySide.Subject;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.FastMagazineCache;
import org.alloracle.reference.magazine.MagazineCache;

/** A magazine cache, reference or fast, with all that a user can see of it. */
public record MagazineSubject(
    String name,
    ObjectCache cache,
    int objects,
    Runnable reclaim,
    IntConsumer resize,
    IntSupplier loaded,
    IntSupplier previous,
    IntSupplier full,
    IntSupplier empty,
    IntPredicate constructed,
    Runnable check)
    implements Subject {

  /** The reference. */
  public static MagazineSubject reference(int objects, long size, int rounds, int magazines) {
    MagazineCache cache = new MagazineCache(objects, size, rounds, magazines);
    return new MagazineSubject(
        "the reference",
        cache,
        objects,
        cache::reclaim,
        cache::resize,
        cache::loaded,
        cache::previous,
        cache::fullMagazines,
        cache::emptyMagazines,
        cache::constructed,
        () -> {});
  }

  /** The fast form, which walks its invariants whenever its state is looked at. */
  public static MagazineSubject fast(int objects, long size, int rounds, int magazines) {
    FastMagazineCache cache = new FastMagazineCache(objects, size, rounds, magazines);
    return new MagazineSubject(
        "the fast form",
        cache,
        objects,
        cache::reclaim,
        cache::resize,
        cache::loaded,
        cache::previous,
        cache::fullMagazines,
        cache::emptyMagazines,
        cache::constructed,
        cache::checkInvariants);
  }

  @Override
  public long allocate() {
    return cache.allocate();
  }

  @Override
  public void free(long address) {
    cache.free(address);
  }

  @Override
  public long objectSize() {
    return cache.objectSize();
  }

  @Override
  public void extra(int which) {
    if (which == 0) {
      reclaim.run();
    } else {
      resize.accept(which);
    }
  }

  @Override
  public String state() {
    check.run();
    Set<Integer> made = new TreeSet<>();
    for (int i = 0; i < objects; i++) {
      if (constructed.test(i)) {
        made.add(i);
      }
    }
    return loaded.getAsInt()
        + " "
        + previous.getAsInt()
        + " "
        + full.getAsInt()
        + " "
        + empty.getAsInt()
        + " "
        + made;
  }

  @Override
  public String toString() {
    return name;
  }
}
