package org.alloracle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
  private static final Path LOG = Path.of("examples", "steps", "two-threads.steps");

  @TempDir private Path folder;

  record Outcome(int code, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all =
        Stream.concat(Stream.of("models", "validate"), Arrays.stream(args)).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out), new PrintWriter(err, true), all);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static void refused(String message, String... args) {
    Outcome outcome = run(args);
    assertEquals(2, outcome.code, outcome.out);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.contains(message), outcome.err);
  }

  @Test
  void anAcceptedLogIsNamedAndItsStepsAreCounted() throws IOException {
    Outcome outcome = run(LOG.toString(), "--coverage");
    assertEquals(0, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.startsWith(LOG + ": accepted\n"), outcome.out);
    long pops =
        Files.readAllLines(LOG).stream().filter(l -> l.contains(" MallocFromActive_pop ")).count();
    String row = String.format("MallocFromActive_pop %16d  ", pops);
    assertTrue(outcome.out.lines().anyMatch(line -> line.startsWith(row)), outcome.out);
    assertTrue(outcome.out.contains("1 accepted, 0 rejected"), outcome.out);
  }

  @Test
  void aRejectedLogIsShownWithTheStepAndTheState() throws IOException {
    List<String> lines = Files.readAllLines(LOG);
    int at =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(" next=free_return"))
            .findFirst()
            .orElseThrow();
    lines.set(at, lines.get(at).replace("next=free_return", "next=free_FreeSB"));
    Path wrong = Files.write(folder.resolve("wrong.steps"), lines);
    Outcome outcome = run(wrong.toString());
    assertEquals(1, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.startsWith(wrong + ":" + (at + 1) + ": thread "), outcome.out);
    assertTrue(
        outcome.out.contains("recorded next=free_FreeSB, the model has next=free_return"),
        outcome.out);
    assertTrue(outcome.out.contains("      thread 0 at "), outcome.out);
    assertTrue(outcome.out.contains("0 accepted, 1 rejected"), outcome.out);
  }

  @Test
  void badInputIsOneLine() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.steps"));
    refused(empty + ":1: not a log of steps", empty.toString());
    refused("no such file", folder.resolve("none.steps").toString());
    refused("no specs", LOG.toString(), "--project", folder.toString());
    refused("LOG");
  }
}
