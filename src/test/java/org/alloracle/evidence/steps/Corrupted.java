package org.alloracle.evidence.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * A log that was made wrong at one place.
 *
 * @param lines of the log
 * @param at the line at which no continuation can go on, from 1
 * @param label of the step there
 */
record Corrupted(List<String> lines, int at, String label) {

  /** The lines of a log in the order of their ticks, which must not overlap. */
  static List<String> lines(Path log) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.removeIf(line -> line.startsWith("#") || line.isBlank());
    lines.subList(1, lines.size()).sort(Comparator.comparing(line -> ticks(line, 1)));
    for (int i = 2; i < lines.size(); i++) {
      if (ticks(lines.get(i), 1) <= ticks(lines.get(i - 1), 2)) {
        throw new IllegalArgumentException(log + ": steps overlap: " + lines.get(i));
      }
    }
    return lines;
  }

  private static String word(String line, int word) {
    return List.of(line.split(" ")).get(word);
  }

  private static long ticks(String line, int word) {
    return Long.parseLong(word(line, word));
  }

  private static String thread(String line) {
    return word(line, 0);
  }

  private static String label(String line) {
    return word(line, 3);
  }

  private static Corrupted at(List<String> lines, int index) {
    return new Corrupted(lines, index + 1, label(lines.get(index)));
  }

  /** The first line that matches is changed. */
  static Corrupted change(List<String> lines, String pattern, String from, String to) {
    int i = find(lines, pattern);
    List<String> changed = new ArrayList<>(lines);
    changed.set(i, lines.get(i).replaceFirst(from, to));
    if (changed.equals(lines)) {
      throw new NoSuchElementException("nothing changes in: " + lines.get(i));
    }
    return at(changed, i);
  }

  /** The first line that matches is missing; the thread's next step is the one that is noticed. */
  static Corrupted drop(List<String> lines, String pattern) {
    int i = find(lines, pattern);
    List<String> changed = new ArrayList<>(lines);
    changed.remove(i);
    return at(changed, nextOfThread(changed, i - 1, thread(lines.get(i))));
  }

  /** The first line that matches is there twice, at the same ticks. */
  static Corrupted duplicate(List<String> lines, String pattern) {
    int i = find(lines, pattern);
    List<String> changed = new ArrayList<>(lines);
    String[] words = lines.get(i).split(" ");
    words[1] = words[2];
    changed.add(i + 1, String.join(" ", words));
    return at(changed, i + 1);
  }

  /** The first line that matches and the next one of its thread, with each other's ticks. */
  static Corrupted swapWithNext(List<String> lines, String pattern) {
    int i = find(lines, pattern);
    return swap(lines, i, nextOfThread(lines, i, thread(lines.get(i))));
  }

  /** The first two lines in a row that match, of different threads, with each other's ticks. */
  static Corrupted swapWithOther(List<String> lines, String first, String second) {
    int i =
        IntStream.range(1, lines.size() - 1)
            .filter(k -> lines.get(k).matches(first) && lines.get(k + 1).matches(second))
            .filter(k -> !thread(lines.get(k)).equals(thread(lines.get(k + 1))))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no " + first + " before " + second));
    return swap(lines, i, i + 1);
  }

  private static Corrupted swap(List<String> lines, int i, int j) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(i, ticked(lines.get(j), lines.get(i)));
    changed.set(j, ticked(lines.get(i), lines.get(j)));
    return at(changed, i);
  }

  private static String ticked(String line, String ticks) {
    String[] words = line.split(" ");
    words[1] = word(ticks, 1);
    words[2] = word(ticks, 2);
    return String.join(" ", words);
  }

  private static int find(List<String> lines, String pattern) {
    return IntStream.range(1, lines.size())
        .filter(i -> lines.get(i).matches(pattern))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no line " + pattern));
  }

  private static int nextOfThread(List<String> lines, int after, String thread) {
    return IntStream.range(after + 1, lines.size())
        .filter(i -> thread(lines.get(i)).equals(thread))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("thread " + thread + " has no next step"));
  }
}
