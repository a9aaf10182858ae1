package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alloracle.evidence.mutation.Bodies;
import org.alloracle.evidence.mutation.Mutant;

/** The mutants of the methods that are proved. */
final class Mutants {
  private final ProofSources sources;
  private final Map<String, List<Mutant>> byClass = new TreeMap<>();

  /** Reads the sources of a manifest's classes. */
  Mutants(Bodies bodies, ProofSources sources, ProofManifest manifest) {
    this.sources = sources;
    Map<String, String> texts = new TreeMap<>();
    manifest.classes().keySet().forEach(type -> texts.put(type, sources.text(type)));
    bodies
        .mutants(texts)
        .forEach(
            (type, all) -> {
              Set<String> proved = manifest.classes().getOrDefault(type, Set.of());
              byClass.put(type, all.stream().filter(m -> proved.contains(m.method())).toList());
            });
  }

  /** A digest of the class and of all that it depends on. */
  String sources(String type) {
    return sources.digest(type);
  }

  /** The classes, in order. */
  Set<String> types() {
    return byClass.keySet();
  }

  /** In the order of the text; none if there is no such class. */
  List<Mutant> of(String type) {
    return byClass.getOrDefault(type, List.of());
  }

  List<MutantCase> cases() {
    List<MutantCase> cases = new ArrayList<>();
    byClass.forEach((type, of) -> of.forEach(m -> cases.add(new MutantCase(type, m))));
    return cases;
  }

  /**
   * Some of each class, then some more of each, and so on; of a class first one of each operator in
   * each method.
   */
  List<MutantCase> inOrder() {
    List<MutantCase> byKind =
        Draw.ranked(
            Draw.shuffled(cases(), MutantCase::id),
            each -> each.type() + each.mutant().method() + each.mutant().operator(),
            1,
            MutantCase::type);
    return Draw.ranked(byKind, MutantCase::type, Draw.SOME, MutantCase::type);
  }
}
