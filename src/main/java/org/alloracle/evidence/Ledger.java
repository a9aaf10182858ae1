package org.alloracle.evidence;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What was proved, when and with what: {@code proofs/ledger.json}. Written by the prover's runs.
 */
final class Ledger {
  static final Path FILE = Path.of("proofs", "ledger.json");

  /**
   * The proof of one class.
   *
   * @param sources the digests of the class and of what it depends on, as they were proved
   * @param options what the prover was called with
   * @param proved seconds for each method in the proof pass
   * @param feasible seconds for each method in the feasibility pass; without those that the
   *     manifest has under {@code feasibilityOpen}
   * @param ends seconds for each method that calls itself: its measure falls
   */
  record Entry(
      Map<String, String> sources,
      String openjml,
      String solver,
      String date,
      String options,
      Map<String, Double> proved,
      Map<String, Double> feasible,
      Map<String, Double> ends) {

    static Entry from(Fields fields) {
      return new Entry(
          fields.namedTexts("sources"),
          fields.text("openjml"),
          fields.text("solver"),
          fields.text("date"),
          fields.text("options"),
          fields.namedNumbers("proved"),
          fields.namedNumbers("feasible"),
          fields.namedNumbers("ends"));
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("openjml", openjml);
      json.addProperty("solver", solver);
      json.addProperty("date", date);
      json.addProperty("options", options);
      JsonObject digests = new JsonObject();
      new TreeMap<>(sources).forEach(digests::addProperty);
      json.add("sources", digests);
      json.add("proved", seconds(proved));
      json.add("feasible", seconds(feasible));
      json.add("ends", seconds(ends));
      return json;
    }

    private static JsonObject seconds(Map<String, Double> methods) {
      JsonObject json = new JsonObject();
      new TreeMap<>(methods).forEach(json::addProperty);
      return json;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static Ledger read(Path project) {
    Ledger ledger = new Ledger();
    ledger.entries.putAll(read(project.resolve(FILE), Entry::from));
    return ledger;
  }

  /** By class; may be changed. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** How long the proofs of a class took, or a guess. */
  double seconds(String type) {
    Entry entry = entries.get(type);
    return entry == null ? ProofGroups.UNKNOWN : sum(entry.proved());
  }

  static double sum(Map<String, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The tools and the day of the last proof of anything, in words. */
  String lastProved() {
    TreeSet<String> proofs = new TreeSet<>();
    for (Entry entry : entries.values()) {
      proofs.add(entry.date() + " " + entry.openjml());
    }
    if (proofs.isEmpty()) {
      return "never proved";
    }
    String[] last = proofs.last().split(" ", 2);
    return "last proved with OpenJML " + last[1] + " on " + last[0];
  }

  void write(Path project) {
    write(project.resolve(FILE), entries, Entry::toJson);
  }

  /** A table by class as a file. */
  static <T> void write(Path file, Map<String, T> entries, Function<T, JsonObject> json) {
    JsonObject classes = new JsonObject();
    entries.forEach((name, entry) -> classes.add(name, json.apply(entry)));
    JsonObject all = new JsonObject();
    all.add("classes", classes);
    write(
        file,
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all) + "\n");
  }

  /** A text as a file; its folder is made if it is not there. */
  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table that {@link #write(Path, Map, Function)} made; empty if there is no such file. */
  static <T> Map<String, T> read(Path file, Function<Fields, T> entry) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Fields fields = Fields.read(file);
    Map<String, T> entries = fields.named("classes", entry);
    fields.end();
    return entries;
  }
}
