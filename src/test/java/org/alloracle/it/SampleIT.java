package org.alloracle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.alloracle.evidence.Javac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample project, compiled and run as its own pom says: on a class path of the packaged jar,
 * jspecify and JUnit, and nothing else. No Maven inside Maven, so that a build without network and
 * with any local repository can do it.
 */
final class SampleIT {
  private static final Path SAMPLE = Path.of("src", "it", "sample");

  /** One class of each jar that a user of JUnit and Alloracle has. */
  private static final List<String> OWNERS =
      List.of(
          "org.jspecify.annotations.NullMarked",
          "org.apiguardian.api.API",
          "org.opentest4j.AssertionFailedError",
          "org.junit.jupiter.api.Test",
          "org.junit.jupiter.engine.JupiterTestEngine",
          "org.junit.platform.commons.JUnitException",
          "org.junit.platform.engine.TestEngine",
          "org.junit.platform.launcher.Launcher");

  @Test
  void theRightPoolPassesAndTheWrongPoolsReportIsAsExpected(@TempDir Path folder) throws Exception {
    String classPath = folder + File.pathSeparator + classPath();
    compile(folder, classPath);
    String report = run(folder, classPath, "sample.PoolTest", "sample.WrongPoolTest");
    Path actual = Path.of("target", "sample-report.txt");
    Files.writeString(actual, report);
    assertEquals(
        Files.readString(SAMPLE.resolve("expected-report.txt")).replace("\r\n", "\n"),
        report,
        "the new report is in " + actual);
  }

  @Test
  void theSamplesPomNamesTheseVersions() throws IOException {
    String pom = Files.readString(SAMPLE.resolve("pom.xml")).replaceAll("\\s+", "");
    assertTrue(pom.contains(dependency("org.alloracle", "alloracle", "alloracle.version")), pom);
    assertTrue(
        pom.contains(dependency("org.junit.jupiter", "junit-jupiter", "junit.version")), pom);
  }

  private static String dependency(String group, String artifact, String version) {
    return ("<groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId>")
        + ("<version>" + System.getProperty(version) + "</version><scope>test</scope>");
  }

  private static String classPath() throws ClassNotFoundException, URISyntaxException {
    List<String> jars = new ArrayList<>();
    jars.add(Path.of(System.getProperty("alloracle.jar")).toString());
    for (String owner : OWNERS) {
      Class<?> type = Class.forName(owner);
      jars.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, jars);
  }

  private static void compile(Path folder, String classPath) throws IOException {
    List<Path> sources = new ArrayList<>(List.of(Path.of("src", "it", "launch", "Launch.java")));
    try (Stream<Path> files = Files.walk(SAMPLE.resolve("src"))) {
      files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(sources::add);
    }
    JavaCompiler compiler = Javac.compiler();
    StringWriter output = new StringWriter();
    List<String> options =
        List.of("--release", "17", "-proc:none", "-d", folder.toString(), "-cp", classPath);
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  output, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(compiled, output::toString);
    }
  }

  private static String run(Path folder, String classPath, String... tests)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, "-Dfile.encoding=UTF-8", "Launch"));
    command.addAll(List.of(tests));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8).replace("\r\n", "\n");
    assertTrue(ended, () -> "no end after five minutes:\n" + text);
    assertEquals(0, process.exitValue(), text);
    return text;
  }
}
