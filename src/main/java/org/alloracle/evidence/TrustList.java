package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the proofs take on faith: {@code proofs/TRUSTED.md}, generated. */
final class TrustList {
  static final Path FILE = Path.of("proofs", "TRUSTED.md");

  private static final Pattern JML = Pattern.compile("(?s)/\\*@.*?\\*/|//@[^\n]*");
  private static final Pattern LIBRARY = Pattern.compile("\\b([A-Z]\\w*\\.\\w+)\\s*\\(");
  private static final Pattern NO_BODY =
      Pattern.compile("\\bmodel\\b[^;{}=]*?(\\w+)\\s*\\([^;{}]*\\)\\s*;");
  private static final Pattern MATH = Pattern.compile("\\b(?:code|spec)_(?:java|bigint)_math\\b");

  private static final String HEAD =
      """
      # What the proofs take on faith

      Generated from the sources and the manifest. A test fails if it no longer fits; accept a change with
      `mvn -B verify -Dalloracle.trust=accept`. The list may only shrink.

      ## The tool chain
      - OpenJML's reading of Java and JML and its encoding for the solver, and z3, each at the version that
        `ledger.json` names. The canaries of `canaries/` guard against known unsoundness, not against all.
      - OpenJML counts a program point as reachable when z3 answers "unknown (incomplete)" to its check.
      - The Java compiler and machine that run what was proved. Exhaustion of the machine's own memory and
        stack, threads and class initialisation are outside the contracts.
      - That recursion ends is not OpenJML's matter: it passes over `measured_by`. Here a copy of each class is proved in which
        a call of a method by itself demands a lesser measure; who calls whom is read from the words of the sources. Every loop has
        a checked `decreases`.
      """;

  private final ProofSources sources;
  private final ProofManifest manifest;

  TrustList(ProofSources sources, ProofManifest manifest) {
    this.sources = sources;
    this.manifest = manifest;
  }

  String text() {
    Set<String> library = new TreeSet<>();
    Set<String> bodiless = new TreeSet<>();
    Map<String, String> math = new TreeMap<>();
    Set<String> proved = new TreeSet<>();
    manifest.classes().keySet().forEach(name -> proved.add(name.replaceAll(".*\\.", "")));
    for (String name : manifest.classes().keySet()) {
      LibraryCalls.of(name).forEach(call -> library.add("`" + call + "`"));
      List<String> modes = new ArrayList<>();
      for (MatchResult comment : JML.matcher(sources.text(name)).results().toList()) {
        LIBRARY
            .matcher(comment.group())
            .results()
            .filter(call -> !proved.contains(call.group(1).replaceAll("\\..*", "")))
            .forEach(call -> library.add("`" + call.group(1) + "`, in a specification"));
        NO_BODY
            .matcher(comment.group())
            .results()
            .forEach(method -> bodiless.add("`" + name + "." + method.group(1) + "`"));
        MATH.matcher(comment.group()).results().forEach(mode -> modes.add(mode.group()));
      }
      if (!modes.isEmpty()) {
        math.put(name, String.join(", ", new TreeSet<>(modes)) + " (" + modes.size() + " uses)");
      }
    }
    StringBuilder text = new StringBuilder(HEAD);
    section(
        text,
        "Specifications of the Java library",
        "of methods that the proved classes use",
        library);
    section(text, "Axioms", "the word is forbidden, and checked for", Set.of());
    section(text, "Model methods without a body", "the prover knows their contract only", bodiless);
    Set<String> wrapping = new TreeSet<>();
    math.forEach((name, modes) -> wrapping.add("`" + name + "`: " + modes));
    section(
        text,
        "Arithmetic other than the default",
        "elsewhere overflow is an error in code and impossible in specifications",
        wrapping);
    Set<String> enumerated = new TreeSet<>();
    manifest
        .enumerated()
        .forEach((method, test) -> enumerated.add("`" + method + "` by `" + test + "`"));
    section(
        text,
        "Trusted by enumeration",
        "not proved, but checked by a test over the whole range",
        enumerated);
    Set<String> open = new TreeSet<>();
    manifest
        .open()
        .forEach((name, methods) -> methods.forEach(m -> open.add("`" + name + "." + m + "`")));
    section(text, "Not proved yet", "tested only; other proofs use their contracts", open);
    Set<String> half = new TreeSet<>();
    manifest
        .feasibilityOpen()
        .forEach(
            (name, methods) ->
                half.add("`" + name + "`: " + String.join(", ", new TreeSet<>(methods))));
    section(
        text,
        "Proved, but no feasibility pass has ended",
        "a contradiction in a contract or body could hide there: mutants and tests are what speaks against it",
        half);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, String says, Set<String> items) {
    text.append("\n## ").append(title).append('\n').append("(").append(says).append(")\n\n");
    if (items.isEmpty()) {
      text.append("None.\n");
    }
    items.forEach(item -> text.append("- ").append(item).append('\n'));
  }
}
