package org.alloracle.evidence.steps;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    List<Group> runs = inLanes(groups);
    Map<Path, StepResult> found = new LinkedHashMap<>();
    List<RecordedSteps> accepted = new ArrayList<>();
    long states = 0;
    int steps = 0;
    double took = 0;
    for (Group run : runs) {
      states += run.model().states();
      took += run.model().seconds();
      steps += run.size();
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
    ExecutorService lanes =
        Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<Group>> running = new ArrayList<>();
      groups.forEach((setup, logs) -> running.add(lanes.submit(() -> run(setup, logs))));
      List<Group> ended = new ArrayList<>();
      for (Future<Group> group : running) {
        ended.add(group.get());
      }
      return ended;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EvidenceException evidence) {
        throw evidence;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while TLC looked at logs");
    } finally {
      lanes.shutdownNow();
    }
  }

  /** Logs with the same constants, and what a run of TLC found. */
  private record Group(List<RecordedSteps> logs, ModelResult model, List<StepResult> results) {
    int size() {
      return sizeOf(logs);
    }

    static int sizeOf(List<RecordedSteps> logs) {
      return logs.stream().mapToInt(RecordedSteps::size).sum();
    }
  }

  private Group run(Setup setup, List<RecordedSteps> logs) throws IOException {
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
      ModelResult model = runner.run(modelRun(setup, Group.sizeOf(logs)));
      if (!model.outcome().equals(ModelRun.HOLDS)) {
        throw new EvidenceException("TLC on " + logs.get(0).file() + ": " + model.outcome());
      }
      List<StepResult> results = StepResult.read(Files.readAllLines(result), logs.size());
      return new Group(logs, model, results);
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
