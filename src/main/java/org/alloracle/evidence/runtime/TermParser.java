package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads expressions as JML writes them; what lies outside the language of our contracts is refused.
 */
final class TermParser {
  /** From loose to tight; all of them group to the left but the implication. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("<==>", "<=!=>"),
          Set.of("==>"),
          Set.of("||"),
          Set.of("&&"),
          Set.of("|"),
          Set.of("^"),
          Set.of("&"),
          Set.of("==", "!="),
          Set.of("<", "<=", ">", ">="),
          Set.of("<<", ">>", ">>>"),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  private static final Set<String> TYPES =
      Set.of("int", "long", "short", "byte", "boolean", "\\bigint");

  private static final Map<String, String> KEYWORDS =
      Map.of("\\old", "old", "\\fresh", "fresh", "\\invariant_for", "invariant_for");

  private final Tokens tokens;

  TermParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Term expression() {
    Term condition = level(0);
    if (!tokens.skip("?")) {
      return condition;
    }
    Term then = expression();
    tokens.expect(":");
    return Term.of("?", condition, then, expression());
  }

  private Term level(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Term left = level(level + 1);
    if (LEVELS.get(level).contains("<") && tokens.skip("instanceof")) {
      left = new Term("instanceof", tokens.next(), List.of(left));
    }
    while (LEVELS.get(level).contains(tokens.peek())) {
      String op = tokens.next();
      boolean right = op.equals("==>");
      left = Term.of(op, left, level(right ? level : level + 1));
    }
    return left;
  }

  private Term unary() {
    if (tokens.skip("!")) {
      return Term.of("!", unary());
    }
    if (tokens.skip("-")) {
      return Term.of("negative", unary());
    }
    if (tokens.skip("~")) {
      return Term.of("~", unary());
    }
    if (tokens.peek().equals("(") && TYPES.contains(tokens.peek(1)) && tokens.peek(2).equals(")")) {
      tokens.next();
      String type = tokens.next();
      tokens.next();
      return new Term("cast", type, List.of(unary()));
    }
    return suffixes(primary());
  }

  private Term primary() {
    String word = tokens.next();
    if (word.equals("(")) {
      Term inner =
          switch (tokens.peek()) {
            case "\\forall", "\\exists" -> quantifier(tokens.next().substring(1));
            case "\\let" -> let();
            default -> expression();
          };
      tokens.expect(")");
      return inner;
    }
    if (Character.isDigit(word.charAt(0))) {
      return new Term("number", word, List.of());
    }
    String keyword = KEYWORDS.get(word);
    if (keyword != null) {
      tokens.expect("(");
      Term inner = expression();
      tokens.expect(")");
      return Term.of(keyword, inner);
    }
    if (!word.equals("\\result") && !Character.isJavaIdentifierStart(word.charAt(0))) {
      throw new IllegalArgumentException("'" + word + "' is not read here");
    }
    return tokens.peek().equals("(")
        ? new Term("call", word, arguments())
        : new Term("name", word, List.of());
  }

  private Term quantifier(String op) {
    List<String> variables = new ArrayList<>();
    tokens.next();
    do {
      variables.add(tokens.next());
    } while (tokens.skip(","));
    tokens.expect(";");
    Term range = expression();
    Term body = range;
    if (tokens.skip(";")) {
      body = expression();
    } else if (range.op().equals("==>")) {
      body = range.kid(1);
      range = range.kid(0);
    } else {
      // Over all values: it has none here, but it can be read.
      range = new Term("name", "true", List.of());
    }
    return new Term(op, "", variables, List.of(range, body));
  }

  private Term let() {
    tokens.next();
    tokens.next();
    String name = tokens.next();
    tokens.expect("=");
    Term value = expression();
    tokens.expect(";");
    return new Term("let", "", List.of(name), List.of(value, expression()));
  }

  private List<Term> arguments() {
    List<Term> arguments = new ArrayList<>();
    tokens.expect("(");
    if (!tokens.skip(")")) {
      do {
        arguments.add(expression());
      } while (tokens.skip(","));
      tokens.expect(")");
    }
    return arguments;
  }

  /** An element, a field, a call: or of a place also all elements, some, or all fields. */
  private Term suffixes(Term first) {
    Term term = first;
    while (true) {
      if (tokens.skip("[")) {
        if (tokens.skip("*")) {
          term = Term.of("cells", term);
        } else {
          Term index = expression();
          term =
              tokens.skip("..")
                  ? Term.of("range", term, index, expression())
                  : Term.of("index", term, index);
        }
        tokens.expect("]");
      } else if (tokens.skip(".")) {
        String name = tokens.next();
        if (name.equals("*")) {
          term = Term.of("all", term);
        } else if (tokens.peek().equals("(")) {
          List<Term> kids = new ArrayList<>(List.of(term));
          kids.addAll(arguments());
          term = new Term("send", name, kids);
        } else {
          term = new Term("field", name, List.of(term));
        }
      } else {
        return term;
      }
    }
  }
}
