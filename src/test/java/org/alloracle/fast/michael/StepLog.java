package org.alloracle.fast.michael;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records the steps of each thread, for the comparison with the model.
 *
 * <p>Begin and end of a step are ticks of one clock: it is certain that one step came before
 * another if it ended before that began. Superblocks are numbered from 1, as in the model; a heap
 * is written as the units of its blocks and its number in the class; a unit is 16 bytes. Make all
 * handles before the first call, so that every thread scans the hazard pointers of every other.
 */
class StepLog extends Steps {
  private static final String[] STATES = {"ACTIVE", "FULL", "PARTIAL", "EMPTY"};

  private static final class Entry {
    final Label label;
    final long begin;
    final long end;
    final Map<String, String> after = new LinkedHashMap<>();

    Entry(Label label, long begin, long end) {
      this.label = label;
      this.begin = begin;
      this.end = end;
    }
  }

  private static final class Taken {
    final List<Entry> entries = new ArrayList<>();
    long begin;

    Map<String, String> after() {
      // What is said outside of a call's steps goes nowhere.
      return entries.isEmpty() ? new LinkedHashMap<>() : entries.get(entries.size() - 1).after;
    }
  }

  private final Shape shape;
  private final AtomicLong clock = new AtomicLong();
  private final List<Taken> threads = new ArrayList<>();

  StepLog(Shape shape) {
    this.shape = shape;
    for (int t = 0; t < shape.threads(); t++) {
      threads.add(new Taken());
    }
  }

  /** Called before a step is begun; it may keep the thread waiting. */
  void gate(int thread, Label label) {}

  @Override
  void before(int thread, Label label) {
    gate(thread, label);
    Taken t = threads.get(thread);
    t.after().putIfAbsent("next", label.name());
    t.begin = clock.incrementAndGet();
  }

  @Override
  void after(int thread, Label label) {
    long end = clock.incrementAndGet();
    Taken t = threads.get(thread);
    Entry entry = new Entry(label, t.begin, end);
    t.entries.add(entry);
    if (label == Label.malloc_return || label == Label.malloc_null || label == Label.free_return) {
      entry.after.put("next", "idle");
    }
  }

  private void set(int thread, String register, String value) {
    threads.get(thread).after().put(register, value);
  }

  @Override
  void h(int thread, int heap) {
    int units = shape.blockBytes().get(heap / shape.heaps()) / 16;
    set(thread, "h", units + "/" + heap % shape.heaps());
  }

  @Override
  void d(int thread, int descriptor) {
    set(thread, "d", descriptor < 0 ? "-" : Integer.toString(descriptor));
  }

  @Override
  void b(int thread, int superblock, int index) {
    set(thread, "b", superblock + 1 + ":" + index);
  }

  @Override
  void s(int thread, int superblock) {
    set(thread, "s", Integer.toString(superblock + 1));
  }

  @Override
  void oldAnchor(int thread, long anchor) {
    String fields = Anchor.avail(anchor) + "," + Anchor.count(anchor);
    set(thread, "old", "A:" + fields + "," + STATES[Anchor.state(anchor)]);
  }

  @Override
  void oldActive(int thread, long active) {
    set(thread, "old", "C:" + Anchor.descriptor(active) + "," + Anchor.credits(active));
  }

  @Override
  void oldDescriptor(int thread, int descriptor) {
    set(thread, "old", descriptor < 0 ? "-" : "D:" + descriptor);
  }

  @Override
  void nxtBlock(int thread, int link) {
    set(thread, "nxt", Integer.toString(link));
  }

  @Override
  void nxtDescriptor(int thread, int link) {
    set(thread, "nxt", link < 0 ? "-" : "D:" + link);
  }

  @Override
  void res(int thread, int reservations) {
    set(thread, "res", Integer.toString(reservations));
  }

  @Override
  void flag(int thread, boolean flag) {
    set(thread, "flag", Boolean.toString(flag));
  }

  @Override
  void n(int thread, int moved) {
    set(thread, "n", Integer.toString(moved));
  }

  /** The steps that were taken so far, of all threads. */
  int size() {
    return threads.stream().mapToInt(t -> t.entries.size()).sum();
  }

  /** How often each label was taken, those never taken left out. */
  Map<Label, Long> counts() {
    return threads.stream()
        .flatMap(t -> t.entries.stream())
        .collect(Collectors.groupingBy(e -> e.label, Collectors.counting()));
  }

  /** Writes the log. The threads must have stopped. */
  void write(Path file) throws IOException {
    write(file, shape.removal().name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The same for a form of the removal that only a mutant has. */
  void write(Path file, String removal) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "threads="
            + shape.threads()
            + " descriptors="
            + shape.descriptors()
            + " batch="
            + shape.batch()
            + " superblocks="
            + shape.superblocks()
            + " units="
            + shape.superblockBytes() / 16
            + " sizes="
            + shape.blockBytes().stream()
                .map(bytes -> Integer.toString(bytes / 16))
                .collect(Collectors.joining(","))
            + " heaps="
            + shape.heaps()
            + " credits="
            + shape.maxCredits()
            + " avail=stack removal="
            + removal);
    for (int t = 0; t < threads.size(); t++) {
      for (Entry entry : threads.get(t).entries) {
        lines.add(line(t, entry));
      }
    }
    Files.write(file, lines);
  }

  private static String line(int t, Entry entry) {
    @Nullable String next = entry.after.get("next");
    StringBuilder line = new StringBuilder();
    line.append(t).append(' ').append(entry.begin).append(' ').append(entry.end).append(' ');
    line.append(entry.label).append(" next=").append(next == null ? "-" : next);
    entry.after.forEach(
        (register, value) -> {
          if (!register.equals("next")) {
            line.append(' ').append(register).append('=').append(value);
          }
        });
    return line.toString();
  }
}
