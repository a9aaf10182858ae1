package org.alloracle.evidence;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of each part of a contract that was left out: {@code proofs/strength/clauses.json}.
 * Verdicts are letters in the order of the text, so they hold for the very text of the class only.
 */
final class ClauseLedger {
  static final Path FILE = Path.of("proofs", "strength", "clauses.json");

  /** What notices that a part of a contract is missing. */
  enum Verdict {
    /** Wrong code that the whole contract refutes is proved. */
    MUTANT('m'),
    /** A proof of another method of the class that needs it is lost. */
    PROOF('p'),
    /** Nothing that was asked. */
    NOTHING('n'),
    /** The solver came to no end in its time. */
    UNDECIDED('u'),
    /** The prover cannot read the class without it. */
    REJECTED('x'),
    NOT_RUN('-');

    final char letter;

    Verdict(char letter) {
      this.letter = letter;
    }

    static Verdict of(char letter) {
      for (Verdict verdict : values()) {
        if (verdict.letter == letter) {
          return verdict;
        }
      }
      throw new EvidenceException("no verdict: " + letter);
    }
  }

  /**
   * The verdicts of one class.
   *
   * @param clauses the digest of the names of the parts
   * @param sources the digest of the class and of all that it depends on
   * @param seconds the limit of each question to the solver
   * @param verdicts a letter for each part
   * @param unnoticed the parts without which nothing was lost
   */
  record Entry(
      String clauses,
      String sources,
      String openjml,
      String solver,
      String date,
      int seconds,
      String verdicts,
      List<String> unnoticed) {

    static Entry from(Fields fields) {
      return new Entry(
          fields.text("clauses"),
          fields.text("sources"),
          fields.text("openjml"),
          fields.text("solver"),
          fields.text("date"),
          (int) fields.number("seconds"),
          fields.text("verdicts"),
          fields.texts("unnoticed"));
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("openjml", openjml);
      json.addProperty("solver", solver);
      json.addProperty("date", date);
      json.addProperty("seconds", seconds);
      json.addProperty("clauses", clauses);
      json.addProperty("sources", sources);
      json.addProperty("verdicts", verdicts);
      JsonArray all = new JsonArray();
      unnoticed.forEach(all::add);
      json.add("unnoticed", all);
      return json;
    }
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static ClauseLedger read(Path project) {
    ClauseLedger ledger = new ClauseLedger();
    ledger.entries.putAll(Ledger.read(project.resolve(FILE), Entry::from));
    return ledger;
  }

  /** By class; may be changed. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The verdict of each part of a class; none is run yet if its contracts have changed since. */
  Map<Clause, Verdict> verdicts(String type, List<Clause> clauses) {
    Entry entry = entries.get(type);
    boolean fits = entry != null && entry.clauses().equals(digest(clauses));
    Map<Clause, Verdict> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < clauses.size(); i++) {
      Verdict verdict =
          entry != null && fits ? Verdict.of(entry.verdicts().charAt(i)) : Verdict.NOT_RUN;
      verdicts.put(clauses.get(i), verdict);
    }
    return verdicts;
  }

  void write(Path project) {
    Ledger.write(project.resolve(FILE), entries, Entry::toJson);
  }

  static String digest(List<Clause> clauses) {
    return StrengthLedger.digest(clauses.stream().map(Clause::id).toList());
  }
}
