package org.alloracle.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The mutants that may survive, each with a reason: {@code proofs/strength/survivors.json}.
 *
 * @param equivalent by class and mutant: why it does what the method does
 * @param open by class and mutant: what the contract does not say; they must shrink to none
 */
record Survivors(
    Map<String, Map<String, String>> equivalent, Map<String, Map<String, String>> open) {

  static final Path FILE = Path.of("proofs", "strength", "survivors.json");

  /** Empty if the project has none. */
  static Survivors read(Path project) {
    if (!Files.exists(project.resolve(FILE))) {
      return new Survivors(Map.of(), Map.of());
    }
    Fields fields = Fields.read(project.resolve(FILE));
    Map<String, Map<String, String>> equivalent = classes(fields.one("equivalent"));
    Map<String, Map<String, String>> open = classes(fields.one("open"));
    fields.end();
    return new Survivors(equivalent, open);
  }

  private static Map<String, Map<String, String>> classes(Fields fields) {
    Map<String, Map<String, String>> classes = new TreeMap<>();
    fields.names().forEach(name -> classes.put(name, fields.namedTexts(name)));
    return classes;
  }

  boolean isEquivalent(String type, String id) {
    return equivalent.getOrDefault(type, Map.of()).containsKey(id);
  }

  boolean lists(String type, String id) {
    return isEquivalent(type, id) || open.getOrDefault(type, Map.of()).containsKey(id);
  }

  /** By class: all that are listed. */
  Map<String, Set<String>> all() {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Map<String, Map<String, String>> part : List.of(equivalent, open)) {
      part.forEach(
          (type, ids) -> all.computeIfAbsent(type, any -> new TreeSet<>()).addAll(ids.keySet()));
    }
    return all;
  }

  /** What is listed in both parts. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    equivalent.forEach(
        (type, ids) -> {
          for (String id : ids.keySet()) {
            if (open.getOrDefault(type, Map.of()).containsKey(id)) {
              problems.add(FILE + " has twice: " + type + "." + id);
            }
          }
        });
    return problems;
  }
}
