package org.alloracle.evidence.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted in a small heap is found: in its code, and in its contract. */
final class ContractsTest {
  private static final String TYPE = "org.alloracle.reference.planted.Shelf";
  private static final String METHOD = TYPE + ".take(int)";

  private static final String RIGHT =
      """
      package org.alloracle.reference.planted;

      public final class Shelf {
        private /*@ spec_public @*/ int[] left;
        private /*@ spec_public @*/ int taken;

        /*@ public ghost \\bigint calls;
          @ public invariant 0 <= taken && (\\forall int i; 0 <= i && i < left.length; 0 <= left[i]);
          @*/

        /*@ public normal_behavior
          @   requires 0 <= places && places <= 9;
          @   ensures left.length == places && taken == 0 && calls == 0;
          @   ensures (\\forall int i, j; 0 <= i && j == i + 1 && j < places; left[j] == left[i] + 1);
          @   ensures 0 < places ==> left[0] == 1;
          @*/
        public Shelf(int places) {
          left = new int[places];
          //@ set calls = 0;
          for (int i = 0; i < places; i++) {
            left[i] = i + 1;
          }
        }

        /*@ public normal_behavior
          @   requires 0 <= place && place < left.length && left[place] > 0;
          @   old int before = left[place];
          @   assignable left[place], taken, calls;
          @   ensures left[place] == before - 1 && \\result == before - 1;
          @   ensures taken == \\old(taken) + 1 && calls == \\old(calls) + 1;
          @ also public exceptional_behavior
          @   requires place < 0 || left.length <= place || left[place] == 0;
          @   assignable \\nothing;
          @   signals_only IllegalArgumentException;
          @*/
        public int take(int place) {
          check(place);
          //@ set calls = calls + 1;
          left[place] = left[place] - 1;
          taken = taken + 1;
          return left[place];
        }

        /*@ private normal_behavior
          @   requires some(place);
          @ also private exceptional_behavior
          @   requires !some(place);
          @   signals_only IllegalArgumentException;
          @ pure
          @*/
        private void check(int place) {
          if (!some(place)) {
            throw new IllegalArgumentException("nothing there");
          }
        }

        /*@ private normal_behavior
          @   ensures \\result == (\\exists int i; 0 <= i && i < left.length; i == place && left[i] > 0);
          @ pure
          @*/
        private boolean some(int place) {
          return 0 <= place && place < left.length && left[place] > 0;
        }
      }
      """;

  /** Takes the first of those that are left; where each stands is told. */
  private static final String QUEUE =
      """
      package org.alloracle.reference.planted;

      public final class Shelf {
        private /*@ spec_public @*/ int[] order;
        private /*@ spec_public @*/ int[] place;
        private /*@ spec_public @*/ int taken;

        /*@ public invariant order.length == place.length && 0 <= taken && taken <= order.length;
          @ public invariant (\\forall int i; 0 <= i && i < order.length;
          @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
          @*/

        /*@ public normal_behavior
          @   requires 0 <= n && n <= 9;
          @   ensures order.length == n && taken == 0;
          @   ensures (\\forall int i; 0 <= i && i < n; order[i] == i);
          @*/
        public Shelf(int n) {
          order = new int[n];
          place = new int[n];
          for (int i = 0; i < n; i++) {
            order[i] = i;
            place[i] = i;
          }
        }

        /*@ public normal_behavior
          @   requires taken < order.length;
          @   assignable taken, order[*], place[*];
          @   ensures \\result == order[taken - 1] && taken == \\old(taken) + 1;
          @   ensures (\\forall int i; 0 <= i && i < order.length; order[i] == \\old(order[i]));
          @*/
        public int take() {
          taken = taken + 1;
          return order[taken - 1];
        }
      }
      """;

  /** What is above a shelf: its books, its room, and what all that serve have in common. */
  private static final String BASE =
      """
      package org.alloracle.reference.planted;

      public abstract class Base {
        static final int NONE = -1;
        final /*@ spec_public @*/ int[] left;
        /*@ spec_public @*/ int taken;

        /*@ public invariant 0 <= taken && (\\forall int i; 0 <= i && i < left.length; 0 <= left[i]);
          @*/

        /*@ normal_behavior
          @   requires (\\forall int i; 0 <= i && i < left.length; 0 <= left[i]);
          @   ensures this.left == left && taken == 0;
          @ pure
          @*/
        Base(int[] left) {
          this.left = left;
        }

        /*@ public normal_behavior
          @   assignable left[*], taken;
          @   ensures \\result == NONE || all() == \\old(all()) - 1 && taken == \\old(taken) + 1;
          @*/
        public abstract int take(int place);

        /*@ public normal_behavior
          @   ensures \\result == sum(left.length);
          @ pure
          @*/
        public final int all() {
          int sum = 0;
          for (int each : left) {
            sum += each;
          }
          return sum;
        }

        /*@ pure model public int sum(int k) { return k == 0 ? 0 : sum(k - 1) + left[k - 1]; }
          @*/

        /*@ normal_behavior
          @   assignable left[*];
          @   ensures \\result == left && (\\forall int i; 0 <= i && i < left.length; left[i] == to);
          @*/
        static int[] filled(int[] left, int to) {
          java.util.Arrays.fill(left, to);
          return left;
        }
      }
      """;

  private static final String HEIR =
      """
      package org.alloracle.reference.planted;

      public final class Shelf extends Base {
        private final /*@ spec_public @*/ int most;

        /*@ public invariant left.length <= most && (\\forall int i; 0 <= i && i < most; left[i] <= 2);
          @*/

        /*@ public normal_behavior
          @   requires 0 <= n && n <= 9;
          @   ensures left.length == n && most == n && taken == 0;
          @   ensures (\\forall int i; 0 <= i && i < n; left[i] == 2);
          @*/
        public Shelf(int n) {
          this(new int[n], n, 2);
        }

        /*@ private normal_behavior
          @   requires left.length == n && (\\forall int i; 0 <= i && i < n; left[i] == 0) && 0 <= each && each <= 2;
          @   assignable left[*];
          @   ensures this.left == left && most == n && taken == 0;
          @   ensures (\\forall int i; 0 <= i && i < n; left[i] == each);
          @*/
        private Shelf(int[] left, int n, int each) {
          super(filled(left, each));
          most = n;
        }

        /*@ also public normal_behavior
          @   old boolean some = 0 <= place && place < most && 0 < left[place];
          @   assignable left[*], taken;
          @   ensures \\result == (some ? place : NONE);
          @   ensures (\\forall int i; 0 <= i && i < most; left[i] == \\old(left[i]) - (i == \\result ? 1 : 0));
          @*/
        @Override
        public int take(int place) {
          if (place < 0 || most <= place || left[place] == 0) {
            return NONE;
          }
          left[place] = left[place] - 1;
          taken = taken + 1;
          return place;
        }
      }
      """;

  @TempDir private Path folder;

  private Findings seen(String source) throws IOException {
    return seen(source, "");
  }

  /** Another class above it, if there is any. */
  private Findings seen(String source, String base) throws IOException {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("org/alloracle/contract"));
    Path file = root.resolve("org/alloracle/reference/planted/Shelf.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    if (!base.isEmpty()) {
      Files.writeString(file.resolveSibling("Base.java"), base);
    }
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    try (Contracts contracts = Contracts.of(root, scratch)) {
      return contracts.walk(
          new Setup(TYPE, List.of(5)), 1, new Contracts.Extent(1, 60, 60, 40, 20));
    }
  }

  private static String planted(String right, String wrong) {
    assertTrue(RIGHT.contains(right), right);
    return RIGHT.replace(right, wrong);
  }

  @Test
  void aContractThatIsMetAndSaysAll() throws IOException {
    Findings findings = seen(RIGHT);
    assertEquals(Set.of(), findings.violations());
    assertEquals(Set.of(), findings.free().keySet());
    assertEquals(Set.of(), findings.unread().keySet());
    assertEquals(Set.of(25, 31), findings.cases().get(METHOD), "both cases were met");
    assertTrue(findings.alone().containsKey(METHOD));
  }

  @Test
  void thePartsOfAClauseThatAloneRefuseSomething() throws IOException {
    String said = "\\result == before - 1;";
    Findings findings = seen(planted(said, said.replace(";", " && 0 <= \\result;")));
    assertEquals(
        Set.of(0, 1),
        findings.parts().entrySet().stream()
            .filter(each -> each.getKey().text().endsWith("0 <= \\result"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Set.of()),
        "that it is not negative follows");
  }

  @Test
  void aLetAndConnectivesThatLookAtBothSides() throws IOException {
    String let = "(\\let int n = taken; 0 <= n & n + 0L < 0x7fL | false) && (";
    Findings findings = seen(planted("0 <= taken && (", let));
    assertEquals(Set.of(), findings.violations());
    assertEquals(Set.of(), findings.unread().keySet());
    found(
        planted("0 <= taken && (", let).replace("taken = taken + 1;", "taken = -1;"),
        "invariant (\\let int n = taken;");
  }

  @Test
  void ofWhichClassAnObjectIs() throws IOException {
    String said = "0 <= taken && (";
    String own = "this instanceof Shelf && this instanceof Base && !(null instanceof Shelf) && (";
    assertEquals(Set.of(), seen(HEIR, BASE.replace(said, own)).violations());
    found(planted(said, own), "invariant this instanceof Shelf");
  }

  @Test
  void aWrongResult() throws IOException {
    found(
        planted("return left[place];", "return left[place] + 1;"),
        "line 29: ensures left[place] == before - 1 && \\result == before - 1");
  }

  @Test
  void aForgottenChange() throws IOException {
    found(planted("    taken = taken + 1;\n", ""), "line 30: ensures taken == \\old(taken) + 1");
  }

  @Test
  void aChangeOutsideTheFrame() throws IOException {
    found(
        planted(
            "taken = taken + 1;",
            "taken = taken + 1; left[0] = left[0] + 0 * place + (place == 0 ? 0 : 1);"),
        "changes left[] against line 25");
  }

  @Test
  void anExceptionThatIsNotThrown() throws IOException {
    found(
        planted("if (!some(place)) {", "if (!some(place) && place >= 0) {"), "check(int): returns");
  }

  @Test
  void anotherException() throws IOException {
    found(
        planted("throw new IllegalArgumentException(", "throw new IllegalStateException("),
        "throws IllegalStateException, not what signals_only says");
  }

  @Test
  void aBrokenInvariant() throws IOException {
    found(
        planted("requires 0 <= place && place < left.length && left[place] > 0;", "requires true;"),
        "throws IllegalArgumentException against line 25");
    found(planted("taken = taken + 1;", "taken = -1;"), "invariant 0 <= taken");
  }

  @Test
  void aCallThatNoCaseAllows() throws IOException {
    found(
        planted("requires !some(place);", "requires false;"),
        "check(int): no case of the contract");
  }

  /** Each is a contract that wrong code would meet too. */
  @Test
  void whatAContractDoesNotSay() throws IOException {
    free(planted(" && \\result == before - 1;", ";"), METHOD + ": \\result");
    free(planted("taken == \\old(taken) + 1 && calls", "calls"), METHOD + ": taken");
    free(planted("calls == \\old(calls) + 1", "true"), METHOD + ": calls");
    free(planted("    @   ensures 0 < places ==> left[0] == 1;\n", ""), "Shelf(int): left[]");
  }

  /** A change of one of the two arrays alone is refused by the invariant. */
  @Test
  void anOrderThatAContractDoesNotTell() throws IOException {
    assertEquals(Set.of(), seen(QUEUE).free().keySet());
    String all = "0 <= i && i < order.length; order[i] == \\old(order[i])";
    assertTrue(QUEUE.contains(all));
    free(
        QUEUE.replace(all, "0 <= i && i < taken; order[i] == \\old(order[i])"),
        "order[] exchanged in order");
  }

  @Test
  void anHeirThatMeetsWhatItInherits() throws IOException {
    Findings findings = seen(HEIR, BASE);
    assertEquals(Set.of(), findings.violations());
    assertEquals(Set.of(METHOD + ": taken"), findings.free().keySet(), "where nothing is left");
    assertEquals(Set.of(), findings.unread().keySet());
    assertEquals(
        findings.cases().get(TYPE.replace("Shelf", "Base") + ".take(int)"),
        findings.cases().get(METHOD + " as Base"));
    assertEquals(Set.of(29), findings.cases().get(METHOD));
    assertTrue(findings.cases().containsKey(TYPE.replace("Shelf", "Base") + ".all()"));
    assertTrue(findings.alone().containsKey(TYPE.replace("Shelf", "Base") + ".take(int)"));
  }

  /**
   * Each is wrong by the class above only, or by the heir's own invariant in a call of the other.
   */
  @Test
  void anHeirThatDoesNot() throws IOException {
    inherited("taken = taken + 1;", "", "line 22: ensures \\result == NONE || all() == ");
    inherited("taken = taken + 1;", "taken = -1;", "invariant 0 <= taken && (");
    inherited("left[place] = left[place] - 1;", "left[place] = -1;", "invariant 0 <= taken && (");
    inherited("filled(left, each)", "left", "ensures (\\forall int i; 0 <= i && i < n; left[i]");
    inherited("filled(left, each)", "filled(left, 3)", "invariant left.length <= most && (");
    inherited("filled(left, each)", "filled(left, -1)", "no case of the contract allows the call");
    Set<String> violations = seen(HEIR, BASE.replace(", taken;", ";")).violations();
    assertTrue(violations.contains(METHOD + ": changes taken against line 20"), violations + "");
  }

  private void inherited(String right, String wrong, String what) throws IOException {
    assertTrue(HEIR.contains(right), right);
    Set<String> violations = seen(HEIR.replace(right, wrong), BASE).violations();
    assertTrue(violations.stream().anyMatch(each -> each.contains(what)), violations + "");
  }

  /** What only the class above said. */
  @Test
  void whatAnHeirDoesNotInherit() throws IOException {
    String said = " && taken == \\old(taken) + 1";
    assertTrue(BASE.contains(said));
    Set<String> free = seen(HEIR, BASE.replace(said, "")).free().keySet();
    assertTrue(free.contains(METHOD + ": taken"), free + "");
  }

  @Test
  void whatIsNotReadIsNamedWithItsLine() {
    for (String wrong : List.of("(\\num_of int i; true; true) == 1", "left[", "0 <=", "a ? b")) {
      String source = planted("0 <= taken && (", wrong + " && (");
      Exception e = assertThrows(IllegalArgumentException.class, () -> seen(source));
      assertTrue(e.toString().contains("Shelf.java: line 8: "), e.toString());
    }
  }

  @Test
  void aRangeWithoutBoundsIsSaidNotToBeEvaluated() throws IOException {
    Findings findings =
        seen(
            planted(
                "ensures 0 < places ==> left[0] == 1;",
                "ensures (\\forall long x; 0 <= x; left.length <= 9);"));
    assertEquals(Set.of(), findings.violations());
    assertTrue(findings.unread().containsValue("no bounds of x"), findings.unread() + "");
  }

  private void found(String source, String what) throws IOException {
    Set<String> violations = seen(source).violations();
    assertTrue(violations.stream().anyMatch(each -> each.contains(what)), violations + "");
  }

  private void free(String source, String what) throws IOException {
    Set<String> free = seen(source).free().keySet();
    assertTrue(free.stream().anyMatch(each -> each.contains(what)), free + "");
  }
}
