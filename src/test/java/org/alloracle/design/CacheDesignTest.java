package org.alloracle.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.contract.ObjectCache;
import org.junit.jupiter.api.Test;

/** What stands beside each other in the list of object caches answers alike. */
final class CacheDesignTest {
  @Test
  void referenceAndFastFormAreOfOneDesign() {
    assertEquals(2, CacheDesign.all().size());
    for (CacheDesign design : CacheDesign.all()) {
      assertTrue(Design.named(design.label()).isEmpty(), design.label());
      ObjectCache reference = design.reference().apply(5);
      ObjectCache fast = design.fast().apply(5);
      assertEquals(reference.objectSize(), fast.objectSize());
      long address;
      do {
        address = reference.allocate();
        assertEquals(address, fast.allocate(), design.label());
      } while (address != ObjectCache.NONE);
    }
  }
}
