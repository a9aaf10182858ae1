package org.alloracle.evidence;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.evidence.mutation.Mutant;

/**
 * What became of the mutants of each class: {@code proofs/strength/code.json}. Verdicts are letters
 * in the order of the mutants, so they hold for the very text of the class only.
 */
final class StrengthLedger {
  static final Path FILE = Path.of("proofs", "strength", "code.json");

  /**
   * The verdicts of one class.
   *
   * @param mutants the digest of the mutants' names
   * @param sources the digest of the class and of all that it depends on
   * @param seconds the limit of each question to the solver
   * @param survived the mutants that did
   * @param methods for each method its verdicts, one for each of its mutants in order
   */
  record Entry(
      String mutants,
      String sources,
      String openjml,
      String solver,
      String date,
      int seconds,
      List<String> survived,
      Map<String, List<Verdict>> methods) {

    static Entry from(Fields fields) {
      return new Entry(
          fields.text("mutants"),
          fields.text("sources"),
          fields.text("openjml"),
          fields.text("solver"),
          fields.text("date"),
          (int) fields.number("seconds"),
          fields.texts("survived"),
          fields.named("methods", StrengthLedger::verdicts));
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("openjml", openjml);
      json.addProperty("solver", solver);
      json.addProperty("date", date);
      json.addProperty("seconds", seconds);
      json.addProperty("mutants", mutants);
      json.addProperty("sources", sources);
      JsonArray survivors = new JsonArray();
      survived.forEach(survivors::add);
      json.add("survived", survivors);
      JsonObject all = new JsonObject();
      methods.forEach((method, verdicts) -> all.add(method, json(verdicts)));
      json.add("methods", all);
      return json;
    }
  }

  private static List<Verdict> verdicts(Fields fields) {
    List<Verdict> verdicts = new ArrayList<>();
    for (char letter : fields.text("verdicts").toCharArray()) {
      verdicts.add(Verdict.of(Verdict.Kind.of(letter)));
    }
    fields
        .namedTexts("by")
        .forEach(
            (by, list) -> {
              for (String at : list.split(" ", -1)) {
                verdicts.set(Integer.parseInt(at), new Verdict(Verdict.Kind.REFUTED, by));
              }
            });
    return verdicts;
  }

  private static JsonObject json(List<Verdict> verdicts) {
    StringBuilder letters = new StringBuilder();
    Map<String, String> by = new TreeMap<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      letters.append(verdict.kind().letter);
      if (verdict.kind() == Verdict.Kind.REFUTED) {
        by.merge(verdict.by(), String.valueOf(i), (a, b) -> a + " " + b);
      }
    }
    JsonObject killers = new JsonObject();
    by.forEach(killers::addProperty);
    JsonObject json = new JsonObject();
    json.addProperty("verdicts", letters.toString());
    json.add("by", killers);
    return json;
  }

  private final Map<String, Entry> entries = new TreeMap<>();

  /** An empty one if the project has none yet. */
  static StrengthLedger read(Path project) {
    StrengthLedger ledger = new StrengthLedger();
    ledger.entries.putAll(Ledger.read(project.resolve(FILE), Entry::from));
    return ledger;
  }

  /** By class; may be changed. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The verdict of each mutant of a class; none is run yet if its text has changed since. */
  Map<Mutant, Verdict> verdicts(String type, List<Mutant> mutants) {
    Map<Mutant, Verdict> verdicts = new LinkedHashMap<>();
    Entry entry = entries.get(type);
    boolean fits =
        entry != null && entry.mutants().equals(digest(mutants.stream().map(Mutant::id).toList()));
    Map<String, Integer> next = new TreeMap<>();
    for (Mutant mutant : mutants) {
      Verdict verdict = Verdict.of(Verdict.Kind.NOT_RUN);
      if (entry != null && fits) {
        int at = next.merge(mutant.method(), 1, Integer::sum) - 1;
        verdict = entry.methods().getOrDefault(mutant.method(), List.of()).get(at);
      }
      verdicts.put(mutant, verdict);
    }
    return verdicts;
  }

  void write(Path project) {
    Ledger.write(project.resolve(FILE), entries, Entry::toJson);
  }

  /** Short, but long enough to tell that something has changed. */
  static String digest(List<String> texts) {
    byte[] bytes = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Download.sha256().digest(bytes), 0, 16);
  }
}
