package org.alloracle.fast.fray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.alloracle.TestJvm;

/**
 * Runs a class's main method many times under Fray: one thread at a time, and a scheduler that
 * chooses the next one wherever memory is shared.
 *
 * <p>Fray wants a JDK 25 whose classes it has changed; it is made once for each build.
 */
public final class Fray {
  private static final Path HOME = Path.of("target", "fray").toAbsolutePath();
  private static final String CLASS_PATH = TestJvm.CLASS_PATH;

  private Fray() {}

  /** Skips the test, saying why, where Fray cannot run. */
  public static void assumePresent() {
    assumeTrue(
        Runtime.version().feature() == 25 && CLASS_PATH.contains("fray-core"),
        "skipped: Fray needs JDK 25");
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "skipped: Fray's agent is for Linux on x86-64");
  }

  /**
   * Runs a class until something goes wrong, but at most so often.
   *
   * @param args for its main method
   * @return what went wrong, beginning with "Error found at iter"; or what it said at the end,
   *     beginning with "Run finished"
   */
  public static String run(Class<?> main, int times, Path folder, String... args)
      throws IOException, InterruptedException {
    Path java = instrumented();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + jar("fray-instrumentation-agent"));
    command.add("-agentpath:" + HOME.resolve("libjvmti.so"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dfray.workDir=" + folder);
    command.addAll(List.of("-cp", CLASS_PATH, "org.pastalab.fray.core.MainKt"));
    command.addAll(List.of("--run-config=cli", "--clazz=" + main.getName(), "--method=main"));
    command.addAll(List.of("-cp", CLASS_PATH, "-m", "--iter", Integer.toString(times)));
    command.addAll(List.of("--scheduler=pct", "--num-switch-points=3"));
    command.addAll(List.of("-o", folder.resolve("report").toString()));
    for (String arg : args) {
      command.addAll(List.of("-a", arg));
    }
    String said = TestJvm.run(command).said();
    int at = Math.max(said.indexOf("Error found at iter"), said.indexOf("Run finished"));
    return at < 0 ? said : said.substring(at);
  }

  private static synchronized Path instrumented() throws IOException, InterruptedException {
    Path java = HOME.resolve("jdk").resolve("bin").resolve("java");
    if (Files.exists(HOME.resolve("made"))) {
      return java;
    }
    Files.createDirectories(HOME);
    delete(HOME.resolve("jdk"));
    try (ZipFile zip = new ZipFile(jar("fray-jvmti"));
        InputStream in = zip.getInputStream(zip.getEntry("libjvmti.so"))) {
      Files.write(HOME.resolve("libjvmti.so"), in.readAllBytes());
    }
    String modules =
        ModuleLayer.boot().configuration().modules().stream()
            .map(module -> module.name())
            // An image made from a running one cannot hold what makes images.
            .filter(name -> !name.equals("jdk.jlink") && !name.equals("jdk.jpackage"))
            .collect(Collectors.joining(","));
    String plugins =
        Stream.of(CLASS_PATH.split(File.pathSeparator, -1))
            .filter(
                path ->
                    path.matches(
                        ".*/(fray-(core|rmi|runtime|instrumentation-(jdk|base))|clikt|mordant"
                            + "|colormath|jna|kotlin|annotations|asm)[^/]*\\.jar"))
            .filter(path -> !path.contains("jna-platform") && !path.contains("kotlinx-coroutines"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jlink").toString());
    command.add("-J-javaagent:" + jar("fray-instrumentation-jdk"));
    command.add("-J--module-path=" + plugins);
    command.add("-J--add-modules=org.pastalab.fray.instrumentation.jdk");
    command.add("-J--class-path=" + plugins);
    command.add("--output=" + HOME.resolve("jdk"));
    command.add("--add-modules=" + modules);
    command.addAll(List.of("--release-info", "add:IMPLEMENTOR=Fray", "--fray-instrumentation"));
    String said = TestJvm.run(command).said();
    assertEquals(true, Files.exists(java), said);
    Files.createFile(HOME.resolve("made"));
    return java;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String jar(String name) {
    return Stream.of(CLASS_PATH.split(File.pathSeparator, -1))
        .filter(path -> path.contains(File.separator + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " on the class path"));
  }
}
