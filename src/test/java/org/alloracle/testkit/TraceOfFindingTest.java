package org.alloracle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.ContractError;
import org.alloracle.oracle.LiveBlocks;
import org.alloracle.testkit.zoo.Zoo;
import org.alloracle.trace.Event;
import org.alloracle.trace.Format;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traces that reports print show the same clause to a reader of traces. */
final class TraceOfFindingTest {
  private static final Set<Clause> VISIBLE =
      EnumSet.of(Clause.DISJOINTNESS, Clause.ALIGNMENT, Clause.CAPACITY, Clause.VALID_FREE);

  @Test
  void aTraceShowsTheSameClause(@TempDir Path folder) throws IOException {
    Set<Clause> shown = EnumSet.noneOf(Clause.class);
    for (Zoo animal : Zoo.values()) {
      for (ContractError error : Findings.of(animal).values()) {
        Clause clause = error.violation().clause();
        if (VISIBLE.contains(clause) && error.report().contains("As a trace")) {
          Path file = Files.writeString(folder.resolve("trace.mtlog"), trace(error.report()));
          assertEquals(List.of(clause), broken(file), error::report);
          shown.add(clause);
        }
      }
    }
    assertEquals(VISIBLE, shown);
  }

  private static String trace(String report) {
    String heading = "As a trace (mtlog) for alloracle check:\n\n";
    String rest = report.substring(report.indexOf(heading) + heading.length());
    int end = rest.indexOf("\n\n");
    return end < 0 ? rest : rest.substring(0, end + 1);
  }

  private static List<Clause> broken(Path file) throws IOException {
    List<Clause> broken = new ArrayList<>();
    LiveBlocks live = new LiveBlocks(violation -> broken.add(violation.clause()));
    try (TraceReader reader = Traces.open(file, Format.MTLOG)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        live.now(reader.records(), event.line(), event.thread());
        if (event.kind() == Event.Kind.FREE) {
          live.free(event.old());
        } else if (event.block() != Event.NULL) {
          long alignment = Math.max(1, event.alignment());
          live.allocate(event.block(), event.size(), event.usable(), alignment);
        }
      }
      assertTrue(reader.records() > 0);
    }
    return broken;
  }
}
