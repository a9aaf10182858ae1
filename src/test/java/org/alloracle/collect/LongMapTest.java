package org.alloracle.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class LongMapTest {
  private static final long ABSENT = -7;

  record Step(int what, long key, long value) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> keys =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 20), Arbitraries.longs().map(n -> n << 56));
    return Combinators.combine(
            Arbitraries.integers().between(0, 2), keys, Arbitraries.longs().between(0, 9))
        .as(Step::new)
        .list()
        .ofMaxSize(400);
  }

  @Property
  void behavesAsAHashMap(@ForAll("steps") List<Step> steps) {
    LongMap map = new LongMap();
    Map<Long, Long> model = new HashMap<>();
    for (Step step : steps) {
      switch (step.what()) {
        case 0 -> {
          map.put(step.key(), step.value());
          model.put(step.key(), step.value());
        }
        case 1 -> {
          Long removed = model.remove(step.key());
          assertEquals(removed == null ? ABSENT : removed, map.remove(step.key(), ABSENT));
        }
        default -> assertEquals(model.containsKey(step.key()), map.has(step.key()));
      }
      assertEquals(model.size(), map.size());
    }
    model.forEach((key, value) -> assertEquals(value, map.get(key, ABSENT)));
  }

  @Property(tries = 5)
  void keepsManyKeys(@ForAll long start) {
    LongMap map = new LongMap();
    for (long i = 0; i < 100_000; i++) {
      map.put(start + i * 16, i);
    }
    for (long i = 0; i < 100_000; i += 2) {
      assertEquals(i, map.remove(start + i * 16, ABSENT));
    }
    for (long i = 0; i < 100_000; i++) {
      assertEquals(i % 2 == 0 ? ABSENT : i, map.get(start + i * 16, ABSENT));
    }
  }
}
