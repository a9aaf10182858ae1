package org.alloracle.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The runs that {@code model-checking/manifest.json} lists. */
public final class ModelManifest {
  /** Where it is, relative to the project. */
  public static final Path FILE = Path.of("model-checking", "manifest.json");

  private ModelManifest() {}

  /**
   * Reads the manifest of a project.
   *
   * @param project the folder that holds {@code model-checking/}
   * @throws EvidenceException if a run is ill-formed, named twice, or names a missing file
   */
  public static List<ModelRun> read(Path project) {
    Fields fields = Fields.read(project.resolve(FILE));
    List<ModelRun> runs = fields.each("runs").stream().map(ModelRun::from).toList();
    fields.end();
    Set<String> names = new HashSet<>();
    for (ModelRun run : runs) {
      if (!names.add(run.name())) {
        throw new EvidenceException("model run " + run.name() + " is listed twice");
      }
      for (Path file : List.of(run.module(), run.config())) {
        if (!Files.isRegularFile(project.resolve(file))) {
          throw new EvidenceException("model run " + run.name() + ": no file " + file);
        }
      }
    }
    return runs;
  }
}
