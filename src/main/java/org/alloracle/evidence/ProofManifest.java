package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must prove, and what must not: {@code proofs/manifest.json}.
 *
 * @param classes for each class the methods and constructors, as {@code name(long,int[])}
 * @param open methods whose contracts nobody has proved yet, for each class; they must shrink to
 *     none
 * @param feasibilityOpen methods of {@code classes} that prove, but whose feasibility pass nobody
 *     has seen to its end; they must shrink to none too
 * @param canaries for each canary what each of its methods must come to: {@code proved}, {@code
 *     infeasible}, {@code refuted KIND}, or {@code refuted} for any kind
 * @param enumerated methods that are not proved but checked over their whole range, and by which
 *     test class
 */
record ProofManifest(
    Map<String, Set<String>> classes,
    Map<String, Set<String>> open,
    Map<String, Set<String>> feasibilityOpen,
    Map<String, Map<String, String>> canaries,
    Map<String, String> enumerated) {

  static final Path FILE = Path.of("proofs", "manifest.json");
  static final String PROVED = "proved";
  static final String INFEASIBLE = "infeasible";

  static ProofManifest read(Path project) {
    Fields fields = Fields.read(project.resolve(FILE));
    Map<String, Set<String>> classes = new LinkedHashMap<>();
    fields.namedLists("classes").forEach((name, list) -> classes.put(name, set(name, list)));
    Map<String, Set<String>> open = new LinkedHashMap<>();
    fields.namedLists("open").forEach((name, list) -> open.put(name, set(name, list)));
    Map<String, Set<String>> half = new LinkedHashMap<>();
    fields.namedLists("feasibilityOpen").forEach((name, list) -> half.put(name, set(name, list)));
    half.forEach(
        (name, methods) -> {
          if (!classes.getOrDefault(name, Set.of()).containsAll(methods)) {
            throw new EvidenceException(
                "proofs/manifest.json: feasibilityOpen has a method that is not in classes, of "
                    + name);
          }
        });
    Map<String, Map<String, String>> canaries = new LinkedHashMap<>();
    for (Fields canary : fields.each("canaries")) {
      canaries.put(canary.text("file"), canary.namedTexts("methods"));
      canary.text("why");
      canary.end();
    }
    Map<String, String> enumerated = fields.namedTexts("trustedByEnumeration");
    fields.end();
    return new ProofManifest(classes, open, half, canaries, enumerated);
  }

  /** The methods of a class whose points must all be shown to be reachable. */
  Set<String> feasible(String name) {
    Set<String> feasible = new TreeSet<>(classes.getOrDefault(name, Set.of()));
    feasible.removeAll(feasibilityOpen.getOrDefault(name, Set.of()));
    return feasible;
  }

  private static Set<String> set(String name, List<String> list) {
    Set<String> set = new LinkedHashSet<>(list);
    if (set.size() != list.size()) {
      throw new EvidenceException("proofs/manifest.json: " + name + " lists a method twice");
    }
    return set;
  }
}
