package org.alloracle.evidence.mutation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the clauses of contracts and invariants in a source's comments. */
final class ClauseScanner {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*@.*?\\*/|//@[^\n]*");
  private static final Pattern MODEL = Pattern.compile("\\b(?:model|ghost)\\b");
  private static final Pattern CLAUSE = Pattern.compile("\\b(ensures|invariant|signals)\\b");
  private static final Pattern NOT_A_FACT = Pattern.compile("==>|<=!=>|\\|\\||\\?");

  private final String source;
  private final NavigableMap<Integer, Span> methods = new TreeMap<>();
  private final List<JmlClause> found = new ArrayList<>();

  /**
   * Where a method stands.
   *
   * @param signature the same with full names
   * @param start of the declaration, after the comments before it
   * @param end the character after its body
   */
  record Span(String method, String signature, int start, int end) {}

  ClauseScanner(String source, List<Span> spans) {
    this.source = source;
    spans.forEach(span -> methods.put(span.start(), span));
  }

  /** In the order of the text. What belongs to a lemma is left out. */
  List<JmlClause> clauses() {
    Matcher comment = COMMENT.matcher(source);
    while (comment.find()) {
      Map.Entry<Integer, Span> before = methods.floorEntry(comment.start());
      boolean inMethod = before != null && comment.start() < before.getValue().end();
      if (!inMethod && !MODEL.matcher(comment.group()).find()) {
        Map.Entry<Integer, Span> next = methods.ceilingEntry(comment.end());
        read(comment.start(), comment.end(), next == null ? "" : next.getValue().method());
      }
    }
    return numbered();
  }

  private List<JmlClause> numbered() {
    Map<String, Integer> seen = new HashMap<>();
    List<JmlClause> numbered = new ArrayList<>();
    for (JmlClause each : found) {
      int ordinal = seen.merge(each.id(), 1, Integer::sum);
      numbered.add(
          new JmlClause(
              each.method(), each.kind(), each.fact(), ordinal, each.line(), each.loss()));
    }
    return numbered;
  }

  private void read(int from, int to, String method) {
    String text = " ".repeat(from) + blanked(source.substring(from, to));
    Matcher clause = CLAUSE.matcher(text);
    while (clause.find()) {
      int end = end(text, clause.end());
      if (end > 0) {
        int start = clause.end();
        if (clause.group(1).equals("signals")) {
          start = text.indexOf(')', start) + 1;
        }
        String owner = clause.group(1).equals("invariant") ? "" : method;
        for (Edit fact : facts(text, start, end)) {
          int line =
              1 + (int) source.substring(0, clause.start()).chars().filter(c -> c == '\n').count();
          String words = source.substring(fact.from(), fact.to());
          found.add(new JmlClause(owner, clause.group(1), words, 1, line, fact));
        }
      }
    }
  }

  /** Comments within the comment, and the marks at the starts of lines, hold no text. */
  private static String blanked(String comment) {
    Matcher none = Pattern.compile("(?m)(?<=.)//.*$|^\\s*@|^/\\*@|^//@|@?\\*/$").matcher(comment);
    return none.replaceAll(match -> " ".repeat(match.group().length()));
  }

  /** The semicolon that ends a clause; those within parentheses are of quantifiers. */
  private static int end(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ';' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The facts that are joined by "and"; the whole if it is joined otherwise. */
  private static List<Edit> facts(String text, int from, int to) {
    List<Edit> facts = new ArrayList<>();
    StringBuilder outside = new StringBuilder();
    int depth = 0;
    int start = from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      outside.append(depth == 0 ? c : ' ');
      if (depth == 0 && text.startsWith("&&", i)) {
        facts.add(trimmed(text, start, i));
        start = i + 2;
      }
    }
    facts.add(trimmed(text, start, to));
    boolean joined = NOT_A_FACT.matcher(outside).find();
    return joined ? List.of(trimmed(text, from, to)) : facts;
  }

  private static Edit trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Edit(start, end, "true");
  }
}
