package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must prove, and what must not: {@code proofs/manifest.json}.
 *
 * @param classes for each class the methods and constructors, as {@code name(long,int[])}
 * @param open methods whose contracts nobody has proved yet, for each class; they must shrink to
 *     none
 * @param canaries for each canary what each of its methods must come to: {@code proved}, {@code
 *     infeasible}, {@code refuted KIND}, or {@code refuted} for any kind
 * @param enumerated methods that are not proved but checked over their whole range, and by which
 *     test class
 */
record ProofManifest(
    Map<String, Set<String>> classes,
    Map<String, Set<String>> open,
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
    Map<String, Map<String, String>> canaries = new LinkedHashMap<>();
    for (Fields canary : fields.each("canaries")) {
      canaries.put(canary.text("file"), canary.namedTexts("methods"));
      canary.text("why");
      canary.end();
    }
    Map<String, String> enumerated = fields.namedTexts("trustedByEnumeration");
    fields.end();
    return new ProofManifest(classes, open, canaries, enumerated);
  }

  private static Set<String> set(String name, List<String> list) {
    Set<String> set = new LinkedHashSet<>(list);
    if (set.size() != list.size()) {
      throw new EvidenceException("proofs/manifest.json: " + name + " lists a method twice");
    }
    return set;
  }
}
