package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.alloracle.evidence.mutation.Bodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recursion that does not end must be seen, in code and in specifications. */
final class RecursionTest {
  private static final Path PROJECT = Path.of("");
  private static final String LEMMAS = "org.alloracle.reference.Lemmas";

  private static final Verdict NONE = Verdict.of(Verdict.Kind.NOT_RUN);

  @TempDir Path project;

  @Test
  void everyMethodOfSpecificationsIsRead() {
    ProofSources sources = new ProofSources(PROJECT);
    Pattern model = Pattern.compile("\\bmodel\\b[^;{}=\"]*?(\\w+)\\s*\\([^;{}]*\\)\\s*\\{");
    for (String type : sources.classes()) {
      Set<String> written = new TreeSet<>();
      model.matcher(sources.text(type)).results().forEach(it -> written.add(it.group(1)));
      Set<String> read = new TreeSet<>();
      WrittenMethod.read(WrittenMethod.code(sources.text(type))).stream()
          .filter(WrittenMethod::model)
          .forEach(method -> read.add(method.name()));
      assertEquals(written, read, type);
    }
  }

  @Test
  void theReferencesHaveRecursionAndMeasures() {
    Recursion recursion = new Recursion(new ProofSources(PROJECT));
    assertEquals(List.of(), recursion.problems());
    assertEquals(
        Set.of("divides(long,long)", "gap(long,long)"),
        recursion.of("org.alloracle.reference.Divisors"));
  }

  @Test
  void whatHasNoMeasureIsRefused() throws IOException {
    lemmas("boolean[] a", "a");
    assertProblem("Lemmas.java:5: lemma(boolean[]) calls itself without a measure");
  }

  @Test
  void aCircleOfMethodsIsRefused() throws IOException {
    write(
        LEMMAS,
        "static int f(int n) {\n return g(n);\n }\n static int g(int n) {\n return f(n - 1);\n }");
    assertProblem("f(int) calls itself by way of others");
  }

  @Test
  void aCircleOfClassesIsRefused() throws IOException {
    write(LEMMAS, "static int f(int n) {\n return Others.g(n);\n }");
    write("org.alloracle.reference.Others", "static int g(int n) {\n return Lemmas.f(n - 1);\n }");
    assertProblem("Lemmas.java: calls a class that calls it");
  }

  /** With a prover: the lemma that OpenJML takes, and one whose measure falls. */
  @Test
  void aMeasureThatDoesNotFallIsRefuted() throws IOException {
    Pins pins = Pins.read(PROJECT);
    OpenJml tool = tool(pins);
    for (Map.Entry<String, MethodResult.Kind> each :
        Map.of("n", MethodResult.Kind.REFUTED, "n - 1", MethodResult.Kind.PROVED).entrySet()) {
      lemmas("int n", each.getKey());
      Recursion recursion = new Recursion(new ProofSources(project));
      Map<String, Prover.Pass> passes =
          recursion.prove(new Prover(project, tool, pins), List.of(LEMMAS), Duration.ofMinutes(2));
      assertEquals(
          List.of(each.getValue()),
          passes.values().stream()
              .flatMap(pass -> pass.methods().values().stream())
              .map(MethodResult::kind)
              .toList());
    }
  }

  /** With a prover: a mutant that meets its contract, if it ends, and does not end. */
  @Test
  void aMutantThatDoesNotEndIsRefuted() {
    Pins pins = Pins.read(PROJECT);
    OpenJml tool = tool(pins);
    ProofSources sources = new ProofSources(PROJECT);
    Bodies bodies = new Bodies(PROJECT.resolve(ProofSources.ROOT));
    String type = "org.alloracle.reference.Multiples";
    MutantCase endless =
        new Mutants(bodies, sources, ProofManifest.read(PROJECT))
            .of(type).stream()
                .map(it -> new MutantCase(type, it))
                .filter(it -> it.id().endsWith(".powerOfTwo(long) constant: 2 -> 1 (2)"))
                .findFirst()
                .orElseThrow();
    Prover prover = new Prover(PROJECT, tool, pins);
    CopyProver copies = new CopyProver(PROJECT, sources, prover, pins, 20);
    Verdict verdict =
        new MutantProver(copies, bodies).verdicts(List.of(endless)).getOrDefault(endless, NONE);
    assertEquals(Verdict.Kind.REFUTED, verdict.kind());
    assertTrue(verdict.by().startsWith("Measure "), verdict.by());
  }

  private static OpenJml tool(Pins pins) {
    Optional<OpenJml> tool = OpenJml.find(pins, OpenJml.Search.ofThisMachine(), it -> {});
    assumeTrue(tool.isPresent(), "no OpenJML here, so nothing was proved or refuted");
    return tool.get();
  }

  private void assertProblem(String end) {
    List<String> problems = new Recursion(new ProofSources(project)).problems();
    assertTrue(problems.stream().anyMatch(it -> it.contains(end)), problems.toString());
  }

  private void lemmas(String parameter, String argument) throws IOException {
    write(
        LEMMAS,
        "/*@ public normal_behavior\n"
            + (parameter.equals("int n") ? "    @   requires 0 <= n;\n" : "")
            + "    @   ensures \\result;\n"
            + "    @ pure model public static boolean lemma("
            + parameter
            + ") { return "
            + (parameter.equals("int n") ? "n == 0 || " : "")
            + "lemma("
            + argument
            + "); }\n    @*/\n");
  }

  private void write(String type, String members) throws IOException {
    Path file = project.resolve(ProofSources.ROOT).resolve(type.replace('.', '/') + ".java");
    Files.createDirectories(file.resolveSibling(""));
    String simple = type.substring(type.lastIndexOf('.') + 1);
    Files.writeString(
        file,
        "package org.alloracle.reference;\npublic final class "
            + simple
            + " {\n  "
            + members
            + "\n}\n");
  }
}
