package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of {@code contract/} and {@code reference/}: all that a proof depends on. */
final class ProofSources {
  static final Path ROOT = Path.of("src", "main", "java");
  static final String CONTRACT = "org.alloracle.contract";
  static final String REFERENCE = "org.alloracle.reference";

  private static final Pattern WORD = Pattern.compile("\\w+");

  /** What would let a method count as proved without a proof. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?i)\\b(assume|assume_redundantly|nowarn|skipesc|axiom|heap_free|diverges|hence_by"
              + "|SuppressWarnings|native)\\b|org\\.jmlspecs");

  private static final Pattern LOOP = Pattern.compile("\\b(?:for|while)\\s*\\(");
  private static final Pattern MEASURE = Pattern.compile("\\b(?:loop_)?decreas(?:es|ing)\\b");

  private static final Pattern ASSIGNABLE = Pattern.compile("\\bassignable\\b([^;]*);");
  private static final Pattern SOFT = Pattern.compile("(?!this\\.)\\w+(?:\\.\\w+)+");

  private final Path project;
  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Set<String>> mentioned = new ConcurrentHashMap<>();

  /** Reads the sources of a project. */
  ProofSources(Path project) {
    this.project = project;
    for (String room : List.of(CONTRACT, REFERENCE)) {
      Path folder = project.resolve(ROOT).resolve(room.replace('.', '/'));
      if (Files.isDirectory(folder)) {
        collect(folder);
      }
    }
  }

  private void collect(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = project.resolve(ROOT).relativize(file).toString();
        if (path.endsWith(".java") && !path.endsWith("package-info.java")) {
          String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
          files.put(name, project.relativize(file));
          // A checkout may have changed the line ends.
          texts.put(name, Files.readString(file).replace("\r\n", "\n"));
        } else if (path.endsWith(".jml")) {
          throw new EvidenceException(path + " would replace the specifications of a source");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The top-level classes, by full name. */
  Set<String> classes() {
    return files.keySet();
  }

  /** The file of a class, relative to the project. */
  Path file(String name) {
    Path file = files.get(name);
    if (file == null) {
      throw new EvidenceException("no source of " + name + " in contract/ or reference/");
    }
    return file;
  }

  String text(String name) {
    file(name);
    return texts.getOrDefault(name, "");
  }

  /** A digest for the class and for each class that it depends on. */
  Map<String, String> digests(String name) {
    Map<String, String> digests = new TreeMap<>();
    for (String each : closure(name)) {
      byte[] bytes = text(each).getBytes(StandardCharsets.UTF_8);
      digests.put(each, "sha256:" + HexFormat.of().formatHex(Download.sha256().digest(bytes)));
    }
    return digests;
  }

  /** One short digest of them all. */
  String digest(String name) {
    return StrengthLedger.digest(
        digests(name).entrySet().stream().map(e -> e.getKey() + e.getValue()).toList());
  }

  /** The class and what it depends on, transitively. */
  Set<String> closure(String name) {
    return new TreeSet<>(Reachable.from(List.of(name), this::mentioned));
  }

  /** By their words, so that what only a specification mentions counts too. */
  Set<String> mentioned(String name) {
    return mentioned.computeIfAbsent(name, this::read);
  }

  private Set<String> read(String name) {
    String text = text(name).replaceAll("(?s)/\\*\\*.*?\\*/", "");
    Set<String> words = new TreeSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    Set<String> found = new TreeSet<>();
    for (String other : files.keySet()) {
      boolean inSight =
          packageOf(other).equals(packageOf(name))
              || text.contains(other)
              || text.contains(packageOf(other) + ".*");
      if (inSight && words.contains(simple(other))) {
        found.add(other);
      }
    }
    found.remove(name);
    return Collections.unmodifiableSet(found);
  }

  /** What the rules for provable sources forbid, one line each. */
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (String name : files.keySet()) {
      String[] lines = text(name).split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        Matcher word = FORBIDDEN.matcher(lines[i]);
        if (word.find()) {
          violations.add(file(name) + ":" + (i + 1) + ": forbidden word: " + word.group());
        }
      }
      String code = text(name).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
      if (LOOP.matcher(code).results().count() > MEASURE.matcher(text(name)).results().count()) {
        violations.add(file(name) + ": a loop without a decreases clause");
      }
    }
    return violations;
  }

  /**
   * Frames that the prover does not believe: after a call of a method that may assign {@code
   * box.count}, a field of another object, it takes the field's old value for its value.
   */
  List<String> softFrames(String name) {
    List<String> problems = new ArrayList<>();
    Matcher frame = ASSIGNABLE.matcher(text(name));
    while (frame.find()) {
      String places = frame.group(1).replaceAll("\\[[^\\]]*\\]", "[]").replaceAll("[\\s@]+", "");
      for (String place : places.split(",", -1)) {
        if (SOFT.matcher(place).matches()) {
          long line = text(name).substring(0, frame.start()).lines().count();
          problems.add(
              String.format(
                  "%s:%d: assignable %s, a field of another object: write %s.* and what stays",
                  file(name), line, place, place.substring(0, place.lastIndexOf('.'))));
        }
      }
    }
    return problems;
  }

  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String packageOf(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
