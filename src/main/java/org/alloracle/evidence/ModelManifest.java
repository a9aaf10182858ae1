package org.alloracle.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs that {@code model-checking/manifest.json} lists.
 *
 * @param designs the label of a design to the model of it
 * @param runs in file order, those of a model together
 */
public record ModelManifest(Map<String, String> designs, List<ModelRun> runs) {
  /** Where it is, relative to the project. */
  public static final Path FILE = Path.of("model-checking", "manifest.json");

  /**
   * Reads the manifest of a project.
   *
   * @param project the folder that holds {@code model-checking/}
   * @throws EvidenceException if a run is ill-formed, named twice, or names a missing file
   */
  public static ModelManifest read(Path project) {
    ModelManifest manifest = from(Fields.read(project.resolve(FILE)));
    for (ModelRun run : manifest.runs) {
      for (Path file : List.of(run.module(), run.config())) {
        if (!Files.isRegularFile(project.resolve(file))) {
          throw new EvidenceException("model run " + run.name() + ": no file " + file);
        }
      }
    }
    return manifest;
  }

  /**
   * The manifest that was packed into the jar.
   *
   * @throws EvidenceException if it is ill-formed
   */
  public static ModelManifest packaged() {
    return from(Fields.packaged("manifest.json"));
  }

  /** The runs of the model of a design; none if it has no model. */
  public List<ModelRun> of(String design) {
    String model = designs.get(design);
    return runs.stream().filter(run -> run.model().equals(model)).toList();
  }

  private static ModelManifest from(Fields fields) {
    List<ModelRun> runs = fields.each("runs").stream().map(ModelRun::from).toList();
    Map<String, String> designs = fields.namedTexts("designs");
    fields.end();
    Set<String> names = new HashSet<>();
    Set<String> models = new TreeSet<>();
    for (ModelRun run : runs) {
      models.add(run.model());
      if (!names.add(run.name())) {
        throw new EvidenceException("model run " + run.name() + " is listed twice");
      }
    }
    for (String model : designs.values()) {
      if (!models.contains(model)) {
        throw new EvidenceException("model " + model + " of a design has no run");
      }
    }
    return new ModelManifest(designs, runs);
  }
}
