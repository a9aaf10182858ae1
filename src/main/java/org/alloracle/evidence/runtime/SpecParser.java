package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alloracle.evidence.runtime.ClassSpec.Before;
import org.alloracle.evidence.runtime.ClassSpec.Case;
import org.alloracle.evidence.runtime.ClassSpec.Clause;
import org.jspecify.annotations.Nullable;

/** Reads the specifications before one member of a class. */
final class SpecParser {
  private static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "private",
          "protected",
          "static",
          "final",
          "pure",
          "helper",
          "spec_public",
          "spec_protected",
          "model",
          "ghost",
          "instance",
          "code_java_math",
          "spec_java_math",
          "also",
          "nullable",
          "non_null");

  private final String text;
  private final int line;
  private final Tokens tokens;
  private final TermParser terms;
  private final Members members;
  private final Set<String> modifiers = new LinkedHashSet<>();
  private final List<Draft> cases = new ArrayList<>();

  /** What belongs to the class and not to the member that follows. */
  record Members(
      List<Clause> invariants, Map<String, ClassSpec.Model> models, Map<String, String> ghosts) {
    Members() {
      this(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  /** What belongs to the member that follows. */
  record Contract(List<Case> cases, boolean helper) {}

  private static final class Draft {
    final int line;
    final String behavior;
    final List<Before> before = new ArrayList<>();
    final List<Clause> ensures = new ArrayList<>();
    final List<Clause> signals = new ArrayList<>();
    final Set<String> thrown = new LinkedHashSet<>();
    @Nullable List<Term> assignable;

    Draft(int line, String behavior) {
      this.line = line;
      this.behavior = behavior;
    }

    Case done(boolean pure) {
      return new Case(
          line,
          !behavior.equals("exceptional_behavior"),
          !behavior.equals("normal_behavior"),
          before,
          ensures,
          signals,
          assignable == null && pure ? List.of() : assignable,
          thrown);
    }
  }

  /**
   * A reader of a text that is part of a source.
   *
   * @param line where it begins
   */
  SpecParser(String text, int line, Members members) {
    this.text = text;
    this.line = line;
    this.tokens = new Tokens(text);
    this.terms = new TermParser(tokens);
    this.members = members;
  }

  Contract contract() {
    int start = line;
    try {
      while (!tokens.atEnd()) {
        start = lineAt(tokens.offset());
        item();
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + start + ": " + e.getMessage(), e);
    }
    boolean pure = modifiers.contains("pure");
    return new Contract(
        cases.stream().map(each -> each.done(pure)).toList(), modifiers.contains("helper"));
  }

  private void item() {
    int offset = tokens.offset();
    String word = tokens.next();
    if (MODIFIERS.contains(word)) {
      modifiers.add(word);
    } else if (word.endsWith("behavior")) {
      cases.add(new Draft(lineAt(offset), word));
      modifiers.clear();
    } else if (word.equals("invariant")) {
      members.invariants().add(clause(word));
      modifiers.clear();
    } else if (modifiers.contains("model")) {
      model();
    } else if (modifiers.contains("ghost")) {
      members.ghosts().put(tokens.next(), word.equals("\\bigint") ? "long" : word);
      tokens.expect(";");
      modifiers.clear();
    } else {
      part(word);
    }
  }

  private void part(String word) {
    if (cases.isEmpty()) {
      cases.add(new Draft(lineAt(tokens.offset()), "behavior"));
    }
    Draft draft = cases.get(cases.size() - 1);
    switch (word) {
      case "requires" -> draft.before.add(new Before("", clause(word)));
      case "ensures" -> draft.ensures.add(clause(word));
      case "old" -> {
        tokens.next();
        while (tokens.peek().equals("[")) {
          tokens.next();
          tokens.expect("]");
        }
        String name = tokens.next();
        tokens.expect("=");
        draft.before.add(new Before(name, clause(word + " " + name + " =")));
      }
      case "assignable" -> draft.assignable = places(draft.assignable);
      case "signals_only" -> {
        do {
          draft.thrown.add(tokens.next());
        } while (tokens.skip(","));
        tokens.expect(";");
      }
      case "signals" -> {
        tokens.expect("(");
        tokens.skipPast(")");
        draft.signals.add(clause(word));
      }
      case "measured_by", "accessible" -> tokens.skipPast(";");
      default -> throw new IllegalArgumentException("'" + word + "' is not read here");
    }
  }

  private @Nullable List<Term> places(@Nullable List<Term> before) {
    if (before != null) {
      throw new IllegalArgumentException("two assignable clauses in a case");
    }
    List<Term> places = new ArrayList<>();
    boolean all = false;
    do {
      if (tokens.skip("\\everything")) {
        all = true;
      } else if (!tokens.skip("\\nothing")) {
        places.add(terms.expression());
      }
    } while (tokens.skip(","));
    tokens.expect(";");
    return all ? null : places;
  }

  private Clause clause(String kind) {
    int from = tokens.offset();
    Term term = terms.expression();
    int to = tokens.offset();
    tokens.expect(";");
    String words = text.substring(from, to).replaceAll("//[^\\n]*", "").replaceAll("\\s+", " ");
    return new Clause(kind, lineAt(from), words.strip(), term);
  }

  /** Its return type is read. */
  private void model() {
    while (MODIFIERS.contains(tokens.peek())) {
      tokens.next();
    }
    String name = tokens.next();
    List<String> parameters = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.skip(")")) {
      String last = tokens.next();
      if (tokens.peek().equals(",") || tokens.peek().equals(")")) {
        parameters.add(last);
        tokens.skip(",");
      }
    }
    tokens.expect("{");
    while (tokens.peek().equals("assert") || tokens.peek().equals("split")) {
      tokens.skipPast(";");
    }
    if (tokens.skip("return")) {
      Term body = terms.expression();
      tokens.expect(";");
      members.models().put(name + "/" + parameters.size(), new ClassSpec.Model(parameters, body));
    }
    // Others are lemmas that branch; contracts do not call them.
    tokens.skipPast("}");
    modifiers.clear();
    cases.clear();
  }

  private int lineAt(int offset) {
    return line
        + (int) text.substring(0, Math.max(0, offset)).chars().filter(c -> c == '\n').count();
  }
}
