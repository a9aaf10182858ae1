package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptors and the hazard pointers that keep them from being used again, in one thread. */
final class DescriptorsTest {
  private static final int THREADS = 3;

  private final AtomicReferenceArray<HazardRecord> records = new AtomicReferenceArray<>(THREADS);
  private final AtomicInteger made = new AtomicInteger();

  private Descriptors descriptors(int limit, int batch) {
    return new Descriptors(limit, batch, 2, records, made, Steps.NONE);
  }

  private HazardRecord record() {
    HazardRecord record = new HazardRecord(made.get(), THREADS);
    records.set(made.getAndIncrement(), record);
    return record;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0", "2, 0", "5, 0", "8, 0", "1, 1", "3, 1", "1, 2", "4, 2", "7, 4", "8, 4", "9, 4"
  })
  void eachIsServedOnce(int limit, int batch) {
    Descriptors descriptors = descriptors(limit, batch);
    HazardRecord record = record();
    assertEquals(batch == 0 ? limit : 0, descriptors.made());
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < limit; i++) {
      int d = descriptors.alloc(record);
      all.add(d);
      assertEquals(d, descriptors.get(d).index);
      assertSame(descriptors.get(d).node, descriptors.node(2 + d));
      assertEquals(
          batch == 0 ? limit : Math.min(limit, (i / batch + 1) * batch), descriptors.made());
      assertEquals(Anchor.NULL, record.hazard);
    }
    Set<Integer> distinct = new HashSet<>(all);
    assertEquals(limit, distinct.size());
    assertEquals(Anchor.NULL, descriptors.alloc(record));
    record.hazard = all.get(0);
    assertEquals(Anchor.NULL, descriptors.alloc(record));
    assertEquals(Anchor.NULL, record.hazard);
    for (int d : all) {
      descriptors.retire(record, descriptors.get(d));
      assertEquals(0, record.count);
      assertEquals(d, descriptors.alloc(record));
    }
  }

  @Test
  void whatAnotherProtectsIsNotUsedAgain() {
    Descriptors descriptors = descriptors(4, 0);
    HazardRecord mine = record();
    HazardRecord first = record();
    HazardRecord second = record();
    int[] d = new int[4];
    for (int i = 0; i < d.length; i++) {
      d[i] = descriptors.alloc(mine);
    }
    first.hazard = d[1];
    second.hazard = d[3];
    for (int each : d) {
      descriptors.retire(mine, descriptors.get(each));
    }
    assertEquals(2, mine.count);
    assertEquals(d[2], descriptors.alloc(mine));
    assertEquals(d[0], descriptors.alloc(mine));
    assertEquals(Anchor.NULL, descriptors.alloc(mine));
    first.hazard = Anchor.NULL;
    descriptors.scan(mine);
    assertEquals(1, mine.count);
    assertEquals(d[1], descriptors.alloc(mine));
    assertEquals(Anchor.NULL, descriptors.alloc(mine));
    // Its own pointer does not stop a thread, and no mark of an earlier scan stays.
    second.hazard = d[0];
    mine.hazard = d[3];
    descriptors.scan(mine);
    assertEquals(0, mine.count);
    for (boolean seen : mine.seen) {
      assertFalse(seen);
    }
    assertEquals(d[3], descriptors.alloc(mine));
  }

  @Test
  void aRecordIsInheritedOnce() {
    HazardRecord record = record();
    Thread dead = new Thread();
    record.owner = dead;
    assertFalse(record.inherit(new Thread()));
    assertTrue(record.inherit(dead));
    assertFalse(record.inherit(dead));
  }

  /** A record that is counted and not there yet protects nothing. */
  @Test
  void aRecordInTheMakingProtectsNothing() {
    Descriptors descriptors = descriptors(1, 0);
    HazardRecord mine = record();
    made.incrementAndGet();
    int d = descriptors.alloc(mine);
    descriptors.retire(mine, descriptors.get(d));
    assertEquals(0, mine.count);
    assertEquals(d, descriptors.alloc(mine));
  }
}
