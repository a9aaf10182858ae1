package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of the proofs under other seeds and solvers; a solver here is a script. */
final class StabilityTest {
  private static final Path PROJECT = Path.of("");

  @TempDir private Path folder;

  @Test
  void theRecordFitsTheTable() throws IOException {
    StabilityGate gate = new StabilityGate(PROJECT, System.out::println);
    Path table = PROJECT.resolve(StabilityTable.FILE);
    String solver = System.getProperty("alloracle.stability", "none");
    if (!solver.equals("none")) {
      List<Path> others =
          Pattern.compile(":")
              .splitAsStream(System.getProperty("alloracle.stability.others", ""))
              .filter(place -> !place.isEmpty())
              .map(Path::of)
              .toList();
      StabilityGate.Limits limits =
          new StabilityGate.Limits(
              10, 60, Duration.ofMinutes(Integer.getInteger("alloracle.strength.minutes", 600)));
      String classes = System.getProperty("alloracle.stability.classes", ".*");
      assertEquals(List.of(), gate.ask(Path.of(solver), others, classes, limits));
      Files.writeString(table, gate.table());
    }
    gate.report();
    assertEquals(
        gate.table(),
        Files.readString(table).replace("\r\n", "\n"),
        StabilityTable.FILE + " does not fit; run: mvn -B verify -Pstability");
  }

  @Test
  void answersAreTakenAsTheySayThem() throws IOException {
    assertEquals(Solver.Answer.PROVED, answer("success", "unsat"));
    assertEquals(Solver.Answer.REFUTED, answer("success", "sat"));
    assertEquals(Solver.Answer.UNKNOWN, answer("unknown"));
    assertEquals(Solver.Answer.LATE, answer("success", "timeout"));
    assertEquals(Solver.Answer.LATE, answer("success"));
    assertEquals(Solver.Answer.FAILED, answer("(error \"line 1\")", "unsat"));
    assertEquals(Solver.Answer.FAILED, answer("unsat", "sat"));
  }

  @Test
  void theSolverGetsSeedAndLimit() throws IOException {
    Path asked = folder.resolve("asked");
    Solver solver = solver("echo \"$*\" > " + asked);
    solver.ask(folder.resolve("q.smt2"), 7, 3);
    assertEquals(
        "-smt2 -T:3 smt.random_seed=7 sat.random_seed=7 " + folder.resolve("q.smt2") + "\n",
        Files.readString(asked));
  }

  @Test
  void whatIsNoSolverIsNamed() throws IOException {
    Path program = program("echo cvc5");
    EvidenceException e = assertThrows(EvidenceException.class, () -> Solver.at(program));
    assertEquals("no Z3: " + program, e.getMessage());
  }

  private Solver.Answer answer(String... lines) throws IOException {
    StringBuilder script = new StringBuilder();
    Stream.of(lines).forEach(line -> script.append("echo '").append(line).append("'\n"));
    return solver(script.toString()).ask(folder.resolve("q.smt2"), 0, 1);
  }

  private Solver solver(String script) throws IOException {
    Solver solver =
        Solver.at(
            program(
                "[ \"$1\" = --version ] && echo 'Z3 version 9.8.7 - 64 bit' && exit 0\n" + script));
    assertEquals("Z3 9.8.7", solver.version());
    return solver;
  }

  private Path program(String script) throws IOException {
    Path program = folder.resolve("solver");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
