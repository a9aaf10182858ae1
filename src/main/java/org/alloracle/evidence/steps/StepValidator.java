package org.alloracle.evidence.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alloracle.evidence.EvidenceException;
import org.alloracle.evidence.ModelResult;
import org.alloracle.evidence.ModelRun;
import org.alloracle.evidence.ModelRunner;

/** Lets TLC look for each log among the behaviours of the model. */
public final class StepValidator {
  /** The model with the logs in it, relative to the project. */
  public static final Path MODULE = Path.of("specs", "michael", "MichaelTrace.tla");

  private static final Path CONFIG = Path.of("specs", "michael", "MichaelTrace.cfg");

  /** A guess for the choice of TLC's settings: most steps have one place to be taken. */
  private static final int STATES_A_STEP = 4;

  private final Path project;
  private final int seconds;

  /**
   * Makes a validator.
   *
   * @param project the folder that holds {@code specs/}
   * @param seconds a limit on each run of TLC
   */
  public StepValidator(Path project, int seconds) {
    this.project = project;
    this.seconds = seconds;
  }

  /**
   * Looks at logs. Those with the same constants share a run of TLC.
   *
   * @throws IOException if a log is ill-formed; the message is one line with file and line number
   */
  public StepValidation validate(Collection<Path> files) throws IOException {
    Map<Setup, List<RecordedSteps>> groups = new LinkedHashMap<>();
    for (Path file : files) {
      RecordedSteps log = RecordedSteps.read(file);
      groups.computeIfAbsent(log.setup(), setup -> new ArrayList<>()).add(log);
    }
    Map<Path, StepResult> found = new LinkedHashMap<>();
    List<RecordedSteps> accepted = new ArrayList<>();
    long states = 0;
    int steps = 0;
    double took = 0;
    for (Map.Entry<Setup, List<RecordedSteps>> group : groups.entrySet()) {
      List<RecordedSteps> logs = group.getValue();
      int size = logs.stream().mapToInt(RecordedSteps::size).sum();
      List<StepResult> results = new ArrayList<>();
      ModelResult run = run(group.getKey(), logs, size, results);
      states += run.states();
      took += run.seconds();
      steps += size;
      for (int i = 0; i < logs.size(); i++) {
        found.put(logs.get(i).file(), results.get(i));
        if (results.get(i).isAccepted()) {
          accepted.add(logs.get(i));
        }
      }
    }
    Map<Path, StepResult> inOrder = new LinkedHashMap<>();
    for (Path file : files) {
      inOrder.put(file, Objects.requireNonNull(found.get(file)));
    }
    return new StepValidation(inOrder, StepCoverage.of(accepted), states, steps, took);
  }

  private ModelResult run(Setup setup, List<RecordedSteps> logs, int size, List<StepResult> results)
      throws IOException {
    Path folder = Files.createTempDirectory("alloracle-steps");
    Path list = folder.resolve(StepOperators.LOGS);
    Path result = folder.resolve(StepOperators.RESULT);
    try {
      Files.write(list, logs.stream().map(log -> log.file().toAbsolutePath().toString()).toList());
      ModelRunner runner =
          new ModelRunner(project)
              .with(
                  StepValidator.class,
                  Map.of(StepOperators.FOLDER, folder.toAbsolutePath().toString()));
      ModelResult model = runner.run(modelRun(setup, size));
      if (!model.outcome().equals(ModelRun.HOLDS)) {
        throw new EvidenceException("TLC on " + logs.get(0).file() + ": " + model.outcome());
      }
      results.addAll(StepResult.read(Files.readAllLines(result), logs.size()));
      return model;
    } finally {
      Files.deleteIfExists(list);
      Files.deleteIfExists(result);
      Files.delete(folder);
    }
  }

  private ModelRun modelRun(Setup setup, int size) {
    return new ModelRun(
        "trace",
        "recorded runs are behaviours of the model",
        MODULE,
        CONFIG,
        setup.constants(),
        ModelRun.HOLDS,
        (long) size * STATES_A_STEP,
        null,
        null,
        false,
        1,
        0,
        seconds,
        "verify");
  }
}
