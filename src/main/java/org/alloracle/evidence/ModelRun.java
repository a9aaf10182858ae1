package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the model checker, and what it must show.
 *
 * @param name unique in the manifest
 * @param says what is shown, in a few words
 * @param module the root module, relative to the project
 * @param config the configuration, relative to the project, without the constants of this run
 * @param constants name to value in TLA+; a value that starts with {@code <-} is a substitution
 * @param expect {@code holds}, {@code deadlock}, or {@code violates NAME}
 * @param states distinct states found, exactly
 * @param depth depth of the state graph, exactly; {@code null} with more than one worker
 * @param trace states in the shortest counterexample, {@code null} if the model holds
 * @param coverage whether every action must have been taken
 * @param workers threads of the checker; one gives exact depths and shortest traces
 * @param took seconds the run took when its figures were taken; they say how long, not how fast
 * @param seconds the budget
 * @param profile {@code verify} or {@code nightly}
 */
public record ModelRun(
    String name,
    String says,
    Path module,
    Path config,
    Map<String, String> constants,
    String expect,
    long states,
    @Nullable Integer depth,
    @Nullable Integer trace,
    boolean coverage,
    int workers,
    double took,
    int seconds,
    String profile) {

  /** What {@link #expect} says of a model that keeps all its promises. */
  public static final String HOLDS = "holds";

  /** What {@link #profile} may be. */
  public static final List<String> PROFILES = List.of("verify", "nightly");

  static ModelRun from(Fields fields) {
    Integer workers = fields.numberOrNull("workers");
    ModelRun run =
        new ModelRun(
            fields.text("name"),
            fields.text("says"),
            Path.of(fields.text("module")),
            Path.of(fields.text("config")),
            fields.namedTexts("constants"),
            fields.text("expect"),
            fields.number("states"),
            fields.numberOrNull("depth"),
            fields.numberOrNull("trace"),
            fields.flag("coverage"),
            workers == null ? 1 : workers,
            fields.real("took"),
            (int) fields.number("seconds"),
            fields.text("profile"));
    fields.end();
    run.check();
    return run;
  }

  /** The model it is of: the folder of its configuration. */
  public String model() {
    return String.valueOf(config.resolveSibling("").getFileName());
  }

  /** The depth, or the states in the counterexample; {@code null} if neither is exact. */
  public @Nullable Integer length() {
    return depth == null ? trace : depth;
  }

  /** The same run of a larger or smaller instance; the expected numbers then mean nothing. */
  public ModelRun with(Map<String, String> otherConstants) {
    Map<String, String> merged = new LinkedHashMap<>(constants);
    merged.putAll(otherConstants);
    return new ModelRun(
        name, says, module, config, merged, expect, states, depth, trace, coverage, workers, took,
        seconds, profile);
  }

  private void check() {
    require(PROFILES.contains(profile), "profile: verify or nightly");
    require(workers >= 1 && seconds >= 1 && states >= 1, "workers, seconds and states from 1");
    if (expect.equals(HOLDS)) {
      require(trace == null, "a model that holds has no trace");
      require((depth == null) == (workers > 1), "depth is exact with one worker, and only then");
      require(coverage || !profile.equals("verify"), "every action must be taken where it gates");
    } else {
      require(expect.matches("deadlock|violates \\w+"), "expect: holds, deadlock, violates NAME");
      require(trace != null && workers == 1, "a failure needs its trace length, and one worker");
      require(depth == null && !coverage, "depth and coverage are for models that hold");
    }
  }

  private void require(boolean condition, String rule) {
    if (!condition) {
      throw new EvidenceException("model run " + name + ": " + rule);
    }
  }
}
