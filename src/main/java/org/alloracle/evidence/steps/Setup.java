package org.alloracle.evidence.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the header of a log says: the constants of the model that it is compared with.
 *
 * @param threads they are numbered from 0
 * @param descriptors numbered from 0; all there will ever be
 * @param batch descriptors that the system gives at a time; 0: all are available at the start
 * @param superblocks numbered from 1
 * @param units in a superblock
 * @param sizes the units in a block of each size class
 * @param heaps of each class, numbered from 0
 * @param credits most credits in one Active word
 * @param avail the available descriptors: {@code set} or {@code stack}
 * @param removal of an empty descriptor: {@code published}, {@code hazard} or {@code lazy}
 */
record Setup(
    int threads,
    int descriptors,
    int batch,
    int superblocks,
    int units,
    List<Integer> sizes,
    int heaps,
    int credits,
    String avail,
    String removal) {

  private static final Set<String> KEYS =
      Set.of(
          "threads",
          "descriptors",
          "batch",
          "superblocks",
          "units",
          "sizes",
          "heaps",
          "credits",
          "avail",
          "removal");

  /** Reads the words of a header. */
  static Setup read(Line line) throws StepLogException {
    line.require(
        line.words().stream().allMatch(word -> word.matches("[a-z]+=.*")),
        "not a log of steps: no header of words name=value");
    Map<String, String> words = line.assignments(0);
    for (String key : words.keySet()) {
      line.require(KEYS.contains(key), "the header has no constant " + key);
    }
    for (String key : KEYS) {
      line.require(words.containsKey(key) || key.equals("batch"), "the header lacks " + key + "=");
    }
    Map<String, String> all = new LinkedHashMap<>(Map.of("batch", "0"));
    all.putAll(words);
    Setup setup =
        new Setup(
            line.number(all, "threads", 1),
            line.number(all, "descriptors", 1),
            line.number(all, "batch", 0),
            line.number(all, "superblocks", 1),
            line.number(all, "units", 1),
            sizes(line, all),
            line.number(all, "heaps", 1),
            line.number(all, "credits", 1),
            line.oneOf(all, "avail", Set.of("set", "stack")),
            line.oneOf(all, "removal", Set.of("published", "hazard", "lazy")));
    for (int size : setup.sizes) {
      line.require(
          setup.units % size == 0 && setup.units / size > 1,
          "blocks of " + size + " units do not fill a superblock of " + setup.units);
    }
    return setup;
  }

  private static List<Integer> sizes(Line line, Map<String, String> words) throws StepLogException {
    String text = words.getOrDefault("sizes", "");
    line.require(
        text.matches("[1-9]\\d{0,5}(,[1-9]\\d{0,5})*"), "sizes=" + text + " is no list of sizes");
    return List.of(text.split(",")).stream().map(Integer::valueOf).toList();
  }

  /** The constants as TLC's configuration has them. */
  Map<String, String> constants() {
    Map<String, String> constants = new LinkedHashMap<>();
    constants.put("Threads", numbered("", threads));
    constants.put("Descs", numbered("d", descriptors));
    constants.put("BatchSize", Integer.toString(batch));
    constants.put("SuperBlocks", Integer.toString(superblocks));
    constants.put("SbUnits", Integer.toString(units));
    constants.put(
        "Sizes", sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")));
    constants.put("HeapIds", numbered("", heaps));
    constants.put("MaxCredits", Integer.toString(credits));
    // Clients hold what they hold: the log says when they ask.
    constants.put("MaxLive", "1000000");
    constants.put("Shared", "TRUE");
    constants.put("AvailKind", '"' + avail + '"');
    constants.put("TagKind", "\"stale\"");
    constants.put("TagValues", "0");
    constants.put("Removal", '"' + removal + '"');
    constants.put("Bugs", "{}");
    return constants;
  }

  private static String numbered(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
