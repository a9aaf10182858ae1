package org.alloracle.bench.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All workloads by name. */
public final class Workloads {
  private static final Map<String, Supplier<Workload>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("pair", Pair::new);
    ALL.put("replace", Replace::new);
    ALL.put("batch", Batch::new);
    ALL.put("larson", Larson::new);
    ALL.put("producer-consumer", () -> new ProducerConsumer(100, 16, 16, 1024));
    ALL.put("glibc-simple", GlibcSimple::new);
    ALL.put("sh6", Sh6::new);
    ALL.put("alloc-test", AllocTest::new);
    ALL.put("linux-scalability", LinuxScalability::new);
    ALL.put("threadtest", Threadtest::new);
    ALL.put("mstress", Mstress::new);
    ALL.put("xmalloc-test", () -> new ProducerConsumer(4000, 4, 8, 256));
    ALL.put("sh8", Sh8::new);
    ALL.put("rptest", Rptest::new);
  }

  private Workloads() {}

  /** The names of all. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The names of those that the goals speak of. */
  public static List<String> main() {
    return names().subList(0, 5);
  }

  /** A new workload of a name. */
  public static Workload named(String name) {
    Supplier<Workload> maker = ALL.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("no workload is called " + name);
    }
    return maker.get();
  }
}
