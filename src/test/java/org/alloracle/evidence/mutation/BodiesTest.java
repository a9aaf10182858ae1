package org.alloracle.evidence.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The changes that are made of a small source. */
final class BodiesTest {
  private static final String NAME = "a.Sample";
  private static final String SOURCE =
      """
      package a;
      final class Sample {
        static final int ONE = 1;
        static final int TWO = 2;
        private final long[] cells;
        /*@ requires n >= 0; @*/
        Sample(int n) {
          cells = new long[n];
        }
        /** Not 7. */
        boolean odd(int n, int m) {
          if (n == ONE
              && m < n) {
            throw new IllegalStateException("none");
          }
          //@ assert m > 3;
          cells[n] = n - m;
          cells[n] = most(n, m);
          return n > m;
        }
        static long most(long a, long b) {
          return a < b ? b : a;
        }
        /*@ pure model static int ghost() { return 5; } @*/
        static final class Inner {
          int zero() {
            return 0;
          }
        }
      }
      """;

  private final Bodies bodies = new Bodies(Path.of("src/main/java"));
  private final List<Mutant> mutants =
      bodies.mutants(Map.of(NAME, SOURCE)).getOrDefault(NAME, List.of());

  @Test
  void oneOfEachKind() {
    for (String id :
        List.of(
            "Sample(int) dropped: cells = new long[n]; -> ;",
            "odd(int,int) dropped: (n == ONE && m < n) -> (false && (n == ONE && m < n))",
            "odd(int,int) dropped: throw new IllegalStateException(\"none\"); -> ;",
            "odd(int,int) connective: n == ONE && m < n -> n == ONE || m < n",
            "odd(int,int) comparison: n == ONE -> n != ONE",
            "odd(int,int) constant: ONE -> TWO",
            "odd(int,int) comparison: m < n -> m <= n",
            "odd(int,int) comparison: m < n -> m > n",
            "odd(int,int) off by one: n -> n - 1",
            "odd(int,int) index: n -> n + 1",
            "odd(int,int) index: n -> n + 1 (2)",
            "odd(int,int) arithmetic: n - m -> n + m",
            "odd(int,int) swapped: n - m -> m - n",
            "odd(int,int) swapped: most(n, m) -> most(m, n)",
            "odd(int,int) off by one: most(n, m) -> most(n, m) - 1",
            "odd(int,int) connective: n > m -> !(n > m)",
            "most(long,long) swapped: a < b ? b : a -> a < b ? a : b",
            "most(long,long) off by one: a < b ? b : a -> (a < b ? b : a) + 1",
            "Inner.zero() constant: 0 -> 1")) {
      assertEquals(1, mutants.stream().filter(each -> each.id().equals(id)).count(), id);
    }
  }

  /** Neither comments nor what the compiler adds. */
  @Test
  void onlyWhatStandsInABody() {
    assertTrue(mutants.stream().noneMatch(each -> each.before().matches("[357]|super.*|m > 3")));
    assertTrue(mutants.stream().noneMatch(each -> each.method().startsWith("ghost")));
    assertEquals(mutants.size(), mutants.stream().map(Mutant::id).distinct().count());
    assertEquals(mutants.size(), mutants.stream().map(each -> each.in(SOURCE)).distinct().count());
  }

  @Test
  void aChangeIsInItsBodyAndKeepsTheLines() {
    for (Mutant each : mutants) {
      String text = each.in(SOURCE);
      assertFalse(text.equals(SOURCE), each.id());
      assertEquals(SOURCE.lines().count(), text.lines().count(), each.id());
      assertTrue(each.bodyFrom() < each.from() && each.to() < each.bodyTo(), each.id());
      assertEquals(contracts(SOURCE), contracts(text), each.id());
    }
  }

  private static List<String> contracts(String text) {
    return Pattern.compile("/\\*@.*?@\\*/|//@[^\n]*")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void whatDoesNotCompileIsNoticed() {
    assertEquals(List.of(), bodies.errors(Map.of(NAME, SOURCE)));
    Mutant dropped =
        mutants.stream().filter(m -> m.before().startsWith("cells = ")).findFirst().orElseThrow();
    assertEquals(1, bodies.errors(Map.of(NAME, dropped.in(SOURCE))).size());
    assertThrows(
        IllegalArgumentException.class,
        () -> bodies.mutants(Map.of(NAME, SOURCE.replace("long b", ""))));
  }
}
