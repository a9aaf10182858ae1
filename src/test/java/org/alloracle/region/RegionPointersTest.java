package org.alloracle.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;
import org.alloracle.reference.region.RegionHeap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores that may point only so far: into the location's own region, or up the tree. */
final class RegionPointersTest {
  private static final long NONE = RegionAllocator.NONE;

  private final RegionHeap heap = new RegionHeap(8, 5, 1);
  private long parent;
  private long child;
  private long other;
  private long above;
  private long below;
  private long deepest;
  private long elsewhere;

  @BeforeEach
  void fourRegions() {
    parent = heap.newRegion();
    child = heap.newSubregion(parent);
    other = heap.newRegion();
    above = heap.allocate(parent, 16);
    below = heap.allocate(child, 16);
    deepest = heap.allocate(heap.newSubregion(child), 16);
    elsewhere = heap.allocate(other, 16);
  }

  @Test
  void aPointerInItsRegionIsNotCounted() {
    heap.storeSame(below, below + 8);
    assertEquals(below + 8, heap.load(below));
    assertEquals(0, heap.references(child));
    heap.storeSame(below, NONE);
    assertEquals(NONE, heap.load(below));
    heap.storeSame(heap.rootLocation(0), NONE);
  }

  @Test
  void whatWasThereIsCountedOff() {
    heap.store(below, elsewhere);
    assertEquals(1, heap.references(other));
    heap.storeSame(below, below);
    assertEquals(0, heap.references(other));
    heap.store(below, elsewhere);
    heap.storeParent(below, NONE);
    assertEquals(0, heap.references(other));
  }

  @Test
  void aPointerOutOfItsRegionIsRefused() {
    heap.storeSame(below, below + 8);
    for (long target : new long[] {above, deepest, elsewhere, 7 * 4096, -2, Long.MAX_VALUE}) {
      assertThrows(InvalidRequestException.class, () -> heap.storeSame(below, target));
    }
    assertThrows(InvalidRequestException.class, () -> heap.storeSame(heap.rootLocation(0), below));
    assertThrows(
        InvalidRequestException.class, () -> heap.storeSame(heap.rootLocation(0), 7 * 4096));
    assertThrows(InvalidRequestException.class, () -> heap.storeSame(below + 1, NONE));
    assertEquals(below + 8, heap.load(below));
    assertEquals(0, heap.references(parent) + heap.references(other));
  }

  @Test
  void aPointerGoesUpTheTree() {
    for (long target : new long[] {deepest + 8, below, above}) {
      heap.storeParent(deepest, target);
      assertEquals(target, heap.load(deepest));
    }
    heap.storeParent(deepest, NONE);
    assertEquals(NONE, heap.load(deepest));
  }

  @Test
  void aPointerDownTheTreeOrAsideIsRefused() {
    heap.storeParent(below, above);
    for (long target : new long[] {deepest, elsewhere, 7 * 4096, -2, Long.MAX_VALUE}) {
      assertThrows(InvalidRequestException.class, () -> heap.storeParent(below, target));
    }
    assertThrows(
        InvalidRequestException.class, () -> heap.storeParent(heap.rootLocation(0), above));
    assertThrows(InvalidRequestException.class, () -> heap.storeParent(7 * 4096, NONE));
    assertEquals(above, heap.load(below));
  }

  @Test
  void aPointerUpKeepsNothingThatAChildDoesNot() {
    heap.storeParent(deepest, above);
    assertFalse(heap.deleteRegion(parent));
    assertTrue(heap.deleteRegion(heap.regionOf(deepest)));
    assertTrue(heap.deleteRegion(child));
    assertEquals(0, heap.references(parent));
    assertTrue(heap.deleteRegion(parent));
  }
}
