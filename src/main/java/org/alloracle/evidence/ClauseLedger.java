package org.alloracle.evidence;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What notices the loss of each clause: {@code proofs/strength/clauses.json}. */
final class ClauseLedger {
  static final Path FILE = Path.of("proofs", "strength", "clauses.json");

  /**
   * The clauses of one class that were left out.
   *
   * @param sources the digest of the class and of all that it depends on
   * @param of how many there are
   * @param noticed by clause, what notices
   * @param unnoticed nothing does
   * @param undecided nothing was seen to, but the prover came to no end somewhere
   */
  record Entry(
      String sources,
      String openjml,
      String date,
      int of,
      Map<String, String> noticed,
      Set<String> unnoticed,
      Set<String> undecided) {

    static Entry from(Fields fields) {
      return new Entry(
          fields.text("sources"),
          fields.text("openjml"),
          fields.text("date"),
          (int) fields.number("of"),
          new TreeMap<>(fields.namedTexts("noticed")),
          new TreeSet<>(fields.texts("unnoticed")),
          new TreeSet<>(fields.texts("undecided")));
    }

    boolean has(String id) {
      return noticed.containsKey(id) || unnoticed.contains(id) || undecided.contains(id);
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("openjml", openjml);
      json.addProperty("date", date);
      json.addProperty("sources", sources);
      json.addProperty("of", of);
      JsonObject by = new JsonObject();
      noticed.forEach(by::addProperty);
      json.add("noticed", by);
      json.add("unnoticed", list(unnoticed));
      json.add("undecided", list(undecided));
      return json;
    }

    private static JsonArray list(Set<String> texts) {
      JsonArray list = new JsonArray();
      texts.forEach(list::add);
      return list;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static ClauseLedger read(Path project) {
    ClauseLedger ledger = new ClauseLedger();
    if (Files.exists(project.resolve(FILE))) {
      Fields fields = Fields.read(project.resolve(FILE));
      ledger.entries.putAll(fields.named("classes", Entry::from));
      fields.end();
    }
    return ledger;
  }

  /** By class; may be changed. */
  Map<String, Entry> entries() {
    return entries;
  }

  void write(Path project) {
    JsonObject classes = new JsonObject();
    entries.forEach((name, entry) -> classes.add(name, entry.toJson()));
    JsonObject json = new JsonObject();
    json.add("classes", classes);
    String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
    try {
      Files.createDirectories(project.resolve(FILE).resolveSibling(""));
      Files.writeString(project.resolve(FILE), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
