package org.alloracle.evidence;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alloracle.evidence.tlc.CountedTlc;

/**
 * Runs the TLC model checker, each run in a Java machine of its own: TLC leaves threads and static
 * state behind, and ends the machine it runs in.
 *
 * <p>TLC comes from the class path, or from the jar that the system property {@code tla2tools}
 * names. Safe for use by several threads.
 */
public final class ModelRunner {
  /** Up to so many states the best code costs more to make than it saves. */
  private static final int FEW_STATES = 15_000;

  private static final TlcClasses CLASSES = new TlcClasses();

  private static final Pattern PROPERTIES =
      Pattern.compile("(?ms)^\\s*PROPERT(?:Y|IES)\\s+(.*?)(?=^\\s*[A-Z_]{4,}\\b\\s|\\z)");

  private final Path project;
  private final List<String> operators;
  private final Map<String, String> properties;

  /**
   * Makes a runner.
   *
   * @param project the folder that holds {@code specs/} and {@code model-checking/}
   */
  public ModelRunner(Path project) {
    this(project, List.of(), Map.of());
  }

  private ModelRunner(Path project, List<String> operators, Map<String, String> properties) {
    this.project = project.toAbsolutePath();
    this.operators = operators;
    this.properties = properties;
  }

  /**
   * A runner for models with operators that are defined in Java.
   *
   * @param type a class from where these are; it goes on TLC's class path
   * @param systemProperties of the machine that TLC runs in
   */
  public ModelRunner with(Class<?> type, Map<String, String> systemProperties) {
    return new ModelRunner(project, List.of(home(type)), Map.copyOf(systemProperties));
  }

  /** Runs the checker to its end, or until the run's budget is spent. */
  public ModelResult run(ModelRun run) {
    return run(run, line -> {});
  }

  /**
   * The same.
   *
   * @param watcher is given each line that the checker prints, on a thread of its own
   */
  public ModelResult run(ModelRun run, Consumer<String> watcher) {
    try (Scratch scratch = Scratch.named("alloracle-tlc")) {
      String config = config(run);
      Path whole = Files.writeString(scratch.folder().resolve("run.cfg"), config);
      // Operators in Java make another class path, which is known once only.
      List<String> classes =
          operators.isEmpty() ? CLASSES.options(scratch.folder(), !counted(run)) : List.of();
      ProcessBuilder tlc = new ProcessBuilder(command(run, whole, scratch.folder(), classes));
      // TLC looks for modules in its working folder first.
      tlc.directory(project.resolve(run.module()).resolveSibling("").toFile());
      Forked ended = Forked.run(tlc, Duration.ofSeconds(run.seconds()), watcher);
      CLASSES.end(scratch.folder());
      return TlcOutput.read(ended, properties(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of a run with its constants, as TLC reads it. */
  public String config(ModelRun run) {
    try {
      return Files.readString(project.resolve(run.config())) + constants(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(
      ModelRun run, Path config, Path scratch, List<String> sharedClasses) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.addAll(sharedClasses);
    if (run.states() <= FEW_STATES) {
      command.add("-XX:TieredStopAtLevel=1");
    } else {
      // States live long or not at all: room for the young ones saves a fifth.
      command.add("-Xmn512m");
    }
    command.add("-Duser.language=en");
    // TLC unpacks its standard modules there; two runs must not meet.
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add("-DTLA-Library=" + libraries());
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    List<String> classes = new ArrayList<>(operators);
    classes.add(tools());
    String main = "tlc2.TLC";
    if (counted(run)) {
      classes.add(home(CountedTlc.class));
      main = CountedTlc.class.getName();
    }
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classes), main, "-tool"));
    if (run.coverage() && !counted(run)) {
      command.addAll(List.of("-coverage", "60"));
    }
    command.addAll(List.of("-workers", Integer.toString(run.workers())));
    // A fixed fingerprint function: the numbers of two runs must agree.
    command.addAll(List.of("-fp", "0", "-metadir", scratch.resolve("states").toString()));
    // Liveness once, at the end: looked at on the way, it would be found at a time of the clock.
    command.addAll(List.of("-lncheck", "final"));
    command.addAll(List.of("-config", config.toString()));
    command.add(String.valueOf(run.module().getFileName()));
    return command;
  }

  /** A jar that is named can be of a version that has not what our count reaches into. */
  private static boolean counted(ModelRun run) {
    return run.coverage() && namedJar().isEmpty();
  }

  private static String namedJar() {
    return System.getProperty("tla2tools", "");
  }

  private String libraries() {
    try (Stream<Path> folders = Files.walk(project.resolve("specs"))) {
      List<String> all = folders.filter(Files::isDirectory).map(Path::toString).sorted().toList();
      return String.join(File.pathSeparator, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tools() {
    String jar = namedJar();
    if (!jar.isEmpty()) {
      if (!Files.isRegularFile(Path.of(jar))) {
        throw new EvidenceException("tla2tools names no file: " + jar);
      }
      return Path.of(jar).toAbsolutePath().toString();
    }
    URL tlc = ModelRunner.class.getResource("/tlc2/TLC.class");
    if (tlc == null) {
      throw new EvidenceException(
          "no TLC on the class path; name a tla2tools.jar with -Dtla2tools=FILE");
    }
    try {
      return home(Class.forName("tlc2.TLC", false, ModelRunner.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new EvidenceException("TLC cannot be located on the class path", e);
    }
  }

  private static String home(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new EvidenceException(type.getName() + " cannot be located on the class path", e);
    }
  }

  private static String constants(ModelRun run) {
    StringBuilder text = new StringBuilder("\nCONSTANTS\n");
    for (Map.Entry<String, String> constant : run.constants().entrySet()) {
      String value = constant.getValue();
      text.append("  ").append(constant.getKey());
      text.append(value.startsWith("<-") ? " " : " = ").append(value).append('\n');
    }
    return run.constants().isEmpty() ? "" : text.toString();
  }

  static List<String> properties(String config) {
    List<String> names = new ArrayList<>();
    Matcher matcher = PROPERTIES.matcher(config.replaceAll("\\\\\\*.*", ""));
    while (matcher.find()) {
      names.addAll(List.of(matcher.group(1).strip().split("\\s+")));
    }
    return names;
  }
}
