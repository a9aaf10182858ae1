package org.alloracle.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An OpenJML that may prove.
 *
 * @param launcher the program {@code openjml}
 * @param version as it states it
 * @param solver name and version of each SMT solver that comes with it
 */
record OpenJml(Path launcher, String version, String solver) {
  private static final Pattern VERSION = Pattern.compile("(?i)\\s*(?:openjml\\s+)?(\\d\\S*)\\s*");

  /**
   * Where to look.
   *
   * @param home the system property {@code openjml.home}: an installation, {@code none} to look no
   *     further, or empty
   * @param environment of {@code OPENJML_HOME} and {@code PATH}
   * @param cache the folder for downloads
   * @param mayDownload whether to fetch the pinned release if there is no other
   */
  record Search(String home, Map<String, String> environment, Path cache, boolean mayDownload) {
    static Search ofThisMachine() {
      Map<String, String> environment = System.getenv();
      String caches =
          environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
      return new Search(
          System.getProperty("openjml.home", ""),
          environment,
          Path.of(System.getProperty("openjml.cache", caches + "/alloracle")),
          Boolean.getBoolean("openjml.download"));
    }
  }

  /**
   * The first that the project accepts, in the order: property, OPENJML_HOME, PATH, downloads.
   *
   * @param notes gets a line for each that was passed over
   * @throws EvidenceException if the property names something else than an accepted OpenJML
   */
  static Optional<OpenJml> find(Pins pins, Search search, Consumer<String> notes) {
    if (search.home().equals("none")) {
      return Optional.empty();
    }
    if (!search.home().isEmpty()) {
      Path launcher = Path.of(search.home(), "openjml");
      List<String> why = new ArrayList<>();
      Optional<OpenJml> named = at(launcher, pins, why::add);
      if (named.isEmpty()) {
        throw new EvidenceException("-Dopenjml.home: " + (why.isEmpty() ? launcher : why.get(0)));
      }
      return named;
    }
    List<Path> places = new ArrayList<>();
    String home = search.environment().getOrDefault("OPENJML_HOME", "");
    if (!home.isEmpty()) {
      places.add(Path.of(home, "openjml"));
    }
    for (String folder : search.environment().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "openjml"))) {
        places.add(Path.of(folder, "openjml"));
      }
    }
    for (Path launcher : places) {
      Optional<OpenJml> found = at(launcher, pins, notes);
      if (found.isPresent()) {
        return found;
      }
    }
    return new Download(pins.download(), search.cache())
        .launcher(search.mayDownload(), notes)
        .flatMap(launcher -> at(launcher, pins, notes));
  }

  private static Optional<OpenJml> at(Path launcher, Pins pins, Consumer<String> notes) {
    if (!Files.isExecutable(launcher)) {
      notes.accept("no OpenJML at " + launcher);
      return Optional.empty();
    }
    String version = "unknown";
    for (String line : output(launcher, "--version")) {
      Matcher stated = VERSION.matcher(line);
      if (stated.matches()) {
        version = stated.group(1);
      }
    }
    if (!pins.accepts(version)) {
      notes.accept("OpenJML " + version + " at " + launcher + " is not one of those accepted");
      return Optional.empty();
    }
    return Optional.of(new OpenJml(launcher, version, solvers(launcher)));
  }

  private static String solvers(Path launcher) {
    Set<String> versions = new TreeSet<>();
    try (Stream<Path> files = Files.walk(launcher.toRealPath().resolveSibling(""), 2)) {
      for (Path file : files.filter(OpenJml::isSolver).toList()) {
        versions.addAll(output(file, "--version"));
      }
    } catch (IOException e) {
      return "unknown";
    }
    return versions.isEmpty() ? "unknown" : String.join("; ", versions);
  }

  private static boolean isSolver(Path file) {
    String folder = String.valueOf(file.resolveSibling("").getFileName());
    return folder.equals("Solvers-linux")
        && String.valueOf(file.getFileName()).startsWith("z3")
        && Files.isExecutable(file);
  }

  private static List<String> output(Path program, String argument) {
    try {
      ProcessBuilder builder = new ProcessBuilder(program.toString(), argument);
      return Forked.run(builder, Duration.ofSeconds(60)).lines();
    } catch (IOException e) {
      return List.of();
    }
  }
}
