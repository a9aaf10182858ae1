package org.alloracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alloracle.evidence.Javac;

/**
 * Programs that a test starts: JVMs of their own on the tests' class path, and others.
 *
 * @param exitCode how the program ended
 * @param said what it printed, output and errors in one
 */
public record TestJvm(int exitCode, String said) {
  /** The class path of the running tests, where the build passes another to the JVM too. */
  public static final String CLASS_PATH = Javac.classPath();

  /**
   * The command for this JVM's program on {@link #CLASS_PATH}.
   *
   * @param arguments what comes after the class path: options, the main class and its arguments
   */
  public static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", CLASS_PATH));
    command.addAll(arguments);
    return command;
  }

  /**
   * Runs a program to its end, with no input, in this JVM's folder.
   *
   * @throws IOException if it cannot be started
   */
  public static TestJvm run(List<String> command) throws IOException, InterruptedException {
    return run(command, Path.of(""));
  }

  /** The same in another folder. */
  public static TestJvm run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new TestJvm(process.waitFor(), said);
  }
}
