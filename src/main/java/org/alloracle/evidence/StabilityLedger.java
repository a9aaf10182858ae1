package org.alloracle.evidence;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How the proofs fare under other seeds and solvers: {@code proofs/strength/stability.json}. */
final class StabilityLedger {
  static final Path FILE = Path.of("proofs", "strength", "stability.json");

  /**
   * The answers for one class.
   *
   * @param sources the digest of the class and of all that it depends on
   * @param seconds the limit of each question
   * @param solvers for each its answers by method, a letter for each seed from 0
   */
  record Entry(
      String sources,
      String openjml,
      String date,
      int seconds,
      Map<String, Map<String, String>> solvers) {

    static Entry from(Fields fields) {
      return new Entry(
          fields.text("sources"),
          fields.text("openjml"),
          fields.text("date"),
          (int) fields.number("seconds"),
          fields.named("solvers", of -> of.namedTexts("methods")));
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("openjml", openjml);
      json.addProperty("date", date);
      json.addProperty("seconds", seconds);
      json.addProperty("sources", sources);
      JsonObject all = new JsonObject();
      new TreeMap<>(solvers)
          .forEach(
              (solver, methods) -> {
                JsonObject answers = new JsonObject();
                new TreeMap<>(methods).forEach(answers::addProperty);
                JsonObject of = new JsonObject();
                of.add("methods", answers);
                all.add(solver, of);
              });
      json.add("solvers", all);
      return json;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static StabilityLedger read(Path project) {
    StabilityLedger ledger = new StabilityLedger();
    ledger.entries.putAll(Ledger.read(project.resolve(FILE), Entry::from));
    return ledger;
  }

  /** By class; may be changed. */
  Map<String, Entry> entries() {
    return entries;
  }

  void write(Path project) {
    Ledger.write(project.resolve(FILE), entries, Entry::toJson);
  }
}
