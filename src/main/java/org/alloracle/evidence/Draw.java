package org.alloracle.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Orders and samples that depend on names only, so that they are the same everywhere. */
final class Draw {
  /** How many of a class come before the first of the next class. */
  static final int SOME = 12;

  private Draw() {}

  /** A number that only the name decides. */
  static int number(String name) {
    byte[] digest = Download.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return (digest[0] & 0x7f) << 16 | (digest[1] & 0xff) << 8 | (digest[2] & 0xff);
  }

  static <T> List<T> shuffled(List<T> all, Function<T, String> name) {
    List<T> shuffled = new ArrayList<>(all);
    shuffled.sort(Comparator.comparingInt(each -> number(name.apply(each))));
    return shuffled;
  }

  /**
   * By the rank of each in its group, so many ranks at a time, and within these by another name.
   */
  static <T> List<T> ranked(
      List<T> all, Function<T, String> group, int atATime, Function<T, String> then) {
    Map<String, Integer> seen = new HashMap<>();
    Map<T, Integer> ranks = new LinkedHashMap<>();
    for (T each : all) {
      ranks.put(each, (seen.merge(group.apply(each), 1, Integer::sum) - 1) / atATime);
    }
    List<T> ranked = new ArrayList<>(all);
    ranked.sort(
        Comparator.comparingInt((T each) -> ranks.getOrDefault(each, 0)).thenComparing(then));
    return ranked;
  }

  /** Batches until the time is up; then it is said how many are left. */
  static <T> Iterable<List<T>> batches(List<T> all, int size, Duration most, Consumer<String> out) {
    long deadline = System.nanoTime() + most.toNanos();
    return () ->
        new Iterator<>() {
          private int at;

          @Override
          public boolean hasNext() {
            boolean more = at < all.size();
            if (more && System.nanoTime() >= deadline) {
              out.accept("strength: out of time, " + (all.size() - at) + " not run");
              return false;
            }
            return more;
          }

          @Override
          public List<T> next() {
            List<T> batch = all.subList(at, Math.min(all.size(), at + size));
            at += batch.size();
            return batch;
          }
        };
  }
}
