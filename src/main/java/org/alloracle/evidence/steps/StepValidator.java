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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.alloracle.evidence.EvidenceException;
import org.alloracle.evidence.Lanes;
import org.alloracle.evidence.ModelResult;
import org.alloracle.evidence.ModelRun;
import org.alloracle.evidence.ModelRunner;
import org.alloracle.evidence.Scratch;

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
    for (Group run : inLanes(groups)) {
      states += run.model().states();
      took += run.model().seconds();
      steps += size(run.logs());
      for (int i = 0; i < run.logs().size(); i++) {
        found.put(run.logs().get(i).file(), run.results().get(i));
        if (run.results().get(i).isAccepted()) {
          accepted.add(run.logs().get(i));
        }
      }
    }
    Map<Path, StepResult> inOrder = new LinkedHashMap<>();
    for (Path file : files) {
      inOrder.put(file, Objects.requireNonNull(found.get(file)));
    }
    return new StepValidation(inOrder, StepCoverage.of(accepted), states, steps, took);
  }

  /** Runs of TLC side by side: one has one thread. */
  private List<Group> inLanes(Map<Setup, List<RecordedSteps>> groups) throws IOException {
    List<Callable<Group>> runs = new ArrayList<>();
    groups.forEach((setup, logs) -> runs.add(() -> run(setup, logs)));
    try {
      return Lanes.run(runs, "TLC looked at logs");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
  }

  /** Logs with the same constants, and what a run of TLC found. */
  private record Group(List<RecordedSteps> logs, ModelResult model, List<StepResult> results) {}

  private Group run(Setup setup, List<RecordedSteps> logs) throws IOException {
    try (Scratch scratch = Scratch.named("alloracle-steps")) {
      Path folder = scratch.folder();
      Files.write(
          folder.resolve(StepOperators.LOGS),
          logs.stream().map(log -> log.file().toAbsolutePath().toString()).toList());
      ModelRunner runner =
          new ModelRunner(project)
              .with(
                  StepValidator.class,
                  Map.of(StepOperators.FOLDER, folder.toAbsolutePath().toString()));
      ModelResult model = runner.run(modelRun(setup, size(logs)));
      if (!model.outcome().equals(ModelRun.HOLDS)) {
        throw new EvidenceException("TLC on " + logs.get(0).file() + ": " + model.outcome());
      }
      List<String> said = Files.readAllLines(folder.resolve(StepOperators.RESULT));
      return new Group(logs, model, StepResult.read(said, logs.size()));
    }
  }

  private static int size(List<RecordedSteps> logs) {
    return logs.stream().mapToInt(RecordedSteps::size).sum();
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
