package org.alloracle.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.alloracle.CachesSideBySide.Subject;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.slab.FastSlabCache;
import org.alloracle.reference.slab.SlabCache;

/** A slab cache, reference or fast, with all that a user can see of it. */
public record SlabSubject(
    String name,
    ObjectCache cache,
    int most,
    Runnable reap,
    IntSupplier full,
    IntSupplier partial,
    IntSupplier empty,
    IntUnaryOperator slabAt,
    IntToLongFunction colouring,
    IntPredicate constructed,
    Runnable check)
    implements Subject {

  /** The reference. */
  public static SlabSubject reference(
      int most, long slabBytes, long record, long size, long align) {
    SlabCache cache = new SlabCache(most, slabBytes, record, size, align);
    return new SlabSubject(
        "the reference",
        cache,
        most,
        cache::reap,
        cache::fullSlabs,
        cache::partialSlabs,
        cache::emptySlabs,
        cache::slabAt,
        cache::colouring,
        cache::constructed,
        () -> {});
  }

  /** The fast form, which walks its invariants whenever its state is looked at. */
  public static SlabSubject fast(int most, long slabBytes, long record, long size, long align) {
    FastSlabCache cache = new FastSlabCache(most, slabBytes, record, size, align);
    return new SlabSubject(
        "the fast form",
        cache,
        most,
        cache::reap,
        cache::fullSlabs,
        cache::partialSlabs,
        cache::emptySlabs,
        cache::slabAt,
        cache::colouring,
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
    reap.run();
  }

  @Override
  public String state() {
    check.run();
    StringBuilder text = new StringBuilder();
    TreeSet<Integer> made = new TreeSet<>();
    int fullSlabs = full.getAsInt();
    int some = fullSlabs + partial.getAsInt();
    for (int i = 0; i < some + empty.getAsInt(); i++) {
      int slab = slabAt.applyAsInt(i);
      made.add(slab);
      text.append(slab)
          .append(i < fullSlabs ? " full " : i < some ? " partial " : " empty ")
          .append(colouring.applyAsLong(slab))
          .append(", ");
    }
    for (int slab = 0; slab < most; slab++) {
      assertEquals(made.contains(slab), constructed.test(slab));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
