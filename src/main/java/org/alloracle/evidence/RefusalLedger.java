package org.alloracle.evidence;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which parts of contracts alone refused an outcome of a call when the contracts were evaluated at
 * run time: {@code proofs/strength/alone.json}. Letters are in the order of the text, so they hold
 * for the very text of the class only.
 */
public final class RefusalLedger {
  static final Path FILE = Path.of("proofs", "strength", "alone.json");
  static final char ALONE = 'a';

  private static final char NOT_SEEN = '-';

  /**
   * A part of a clause.
   *
   * @param line where the clause begins
   * @param index from 0
   * @param of how many parts the clause has, as its reader sees it
   */
  public record Place(int line, int index, int of) {}

  /**
   * What was seen of one class.
   *
   * @param clauses the digest of the names of the parts
   * @param sources the digest of the class and of all that it depends on
   * @param letters one for each part
   */
  record Entry(String clauses, String sources, String letters) {
    static Entry from(Fields fields) {
      return new Entry(fields.text("clauses"), fields.text("sources"), fields.text("letters"));
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("clauses", clauses);
      json.addProperty("sources", sources);
      json.addProperty("letters", letters);
      return json;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static RefusalLedger read(Path project) {
    RefusalLedger ledger = new RefusalLedger();
    ledger.entries.putAll(Ledger.read(project.resolve(FILE), Entry::from));
    return ledger;
  }

  /** By class. */
  Map<String, Entry> entries() {
    return entries;
  }

  /**
   * Writes what was seen of all classes, and the table of the clauses with it.
   *
   * @param project the folder that holds {@code proofs/} and {@code src/}
   * @param seen by class, in full
   */
  public static void record(Path project, Map<String, Set<Place>> seen) {
    ProofSources sources = new ProofSources(project);
    Clauses clauses = new Clauses(sources, ProofManifest.read(project));
    RefusalLedger ledger = new RefusalLedger();
    for (String type : clauses.types()) {
      List<Clause> parts = clauses.of(type);
      if (!parts.isEmpty()) {
        ledger.entries.put(
            type,
            new Entry(
                ClauseLedger.digest(parts),
                sources.digest(type),
                letters(parts, clauses, seen.getOrDefault(type, Set.of()))));
      }
    }
    Ledger.write(project.resolve(FILE), ledger.entries, Entry::toJson);
    new ClauseTable(ClauseLedger.read(project), ledger).write(project);
  }

  /**
   * The parts of clauses that have other parts for who evaluates them. Contracts of lemmas are not
   * evaluated.
   *
   * @param evaluated all parts, by class
   */
  public static List<String> unlike(Path project, Map<String, Set<Place>> evaluated) {
    Clauses clauses = new Clauses(new ProofSources(project), ProofManifest.read(project));
    List<String> unlike = new ArrayList<>();
    for (String type : clauses.types()) {
      places(clauses.of(type), clauses)
          .forEach(
              (part, place) -> {
                Set<Place> there = evaluated.getOrDefault(type, Set.of());
                if (!there.contains(place)
                    && there.stream().anyMatch(each -> each.line() == place.line())) {
                  unlike.add(type + " " + place + " " + part.id());
                }
              });
    }
    return unlike;
  }

  private static String letters(List<Clause> parts, Clauses clauses, Set<Place> seen) {
    StringBuilder letters = new StringBuilder();
    places(parts, clauses)
        .values()
        .forEach(place -> letters.append(seen.contains(place) ? ALONE : NOT_SEEN));
    return letters.toString();
  }

  private static Map<Clause, Place> places(List<Clause> parts, Clauses clauses) {
    Map<Integer, List<Clause>> together = new LinkedHashMap<>();
    for (Clause part : parts) {
      together.computeIfAbsent(part.clauseFrom(), any -> new ArrayList<>()).add(part);
    }
    Map<Clause, Place> places = new LinkedHashMap<>();
    together.forEach(
        (at, of) -> {
          for (int i = 0; i < of.size(); i++) {
            places.put(of.get(i), new Place(clauses.line(of.get(i).type(), at), i, of.size()));
          }
        });
    return places;
  }
}
