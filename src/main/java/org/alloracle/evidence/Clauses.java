package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of the contracts of the proved methods, and who calls these. */
final class Clauses {
  private static final Pattern ENSURES = Pattern.compile("\\bensures\\b");
  private static final Pattern INVARIANT = Pattern.compile("(?<![\\w\\\\])invariant\\b");
  private static final Pattern BOUND = Pattern.compile("\\(\\s*\\\\(let|forall)\\b");

  private final ProofSources sources;
  private final ProofManifest manifest;
  private final Map<String, List<WrittenMethod>> methods = new TreeMap<>();
  private final Map<String, String> codes = new TreeMap<>();
  private final Map<String, List<Clause>> byClass = new TreeMap<>();

  /** Reads the sources of a manifest's classes. */
  Clauses(ProofSources sources, ProofManifest manifest) {
    this.sources = sources;
    this.manifest = manifest;
    for (String type : manifest.classes().keySet()) {
      String code = WrittenMethod.code(sources.text(type));
      codes.put(type, code);
      methods.put(type, WrittenMethod.all(code));
      byClass.put(type, new Reader(type, code).read());
    }
  }

  /** The classes, in order. */
  Set<String> types() {
    return byClass.keySet();
  }

  /** In the order of the text; none if there is no such class. */
  List<Clause> of(String type) {
    return byClass.getOrDefault(type, List.of());
  }

  /** A place in a class as its line. */
  int line(String type, int at) {
    return MutantProver.line(sources.text(type), at);
  }

  /** Proved methods of its class whose proofs may need a clause, as the manifest names them. */
  List<String> dependents(Clause clause) {
    Pattern call = Pattern.compile("(?<!\\bnew )\\b" + Prover.name(clause.method()) + "\\s*\\(");
    return proved(
        clause.type(),
        method ->
            clause.isInvariant()
                || (!method.signature().equals(clause.method())
                    && calls(call, clause.type(), method)));
  }

  /** The same of a class that uses its class; no one for an invariant. */
  List<String> dependents(Clause clause, String user) {
    String simple = ProofSources.simple(clause.type());
    boolean constructor = Prover.name(clause.method()).equals(simple);
    Pattern call =
        Pattern.compile(
            (constructor ? "\\bnew " : "\\.\\s*") + Prover.name(clause.method()) + "\\s*\\(");
    return clause.isInvariant() ? List.of() : proved(user, method -> calls(call, user, method));
  }

  /** The classes that mention another one. */
  List<String> users(String type) {
    return codes.keySet().stream()
        .filter(user -> !user.equals(type) && sources.mentioned(user).contains(type))
        .toList();
  }

  private List<String> proved(String type, Predicate<WrittenMethod> which) {
    Set<String> proved = manifest.classes().getOrDefault(type, Set.of());
    return methods(type).stream()
        .filter(which)
        .map(WrittenMethod::signature)
        .filter(proved::contains)
        .toList();
  }

  /** Its own name stands in its head. */
  private boolean calls(Pattern call, String type, WrittenMethod method) {
    String code = codes.getOrDefault(type, "");
    return call.matcher(code.substring(method.block(), method.at())).find()
        || call.matcher(code.substring(method.at() + method.name().length(), method.end())).find();
  }

  private List<WrittenMethod> methods(String type) {
    return methods.getOrDefault(type, List.of());
  }

  /** Reads one class. */
  private final class Reader {
    private final String type;
    private final String code;
    private final List<Clause> clauses = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private Reader(String type, String code) {
      this.type = type;
      this.code = code;
    }

    private List<Clause> read() {
      int last = code.indexOf('{') + 1;
      for (WrittenMethod method : methods(type)) {
        find(INVARIANT, "", last, Math.min(method.block(), method.head()));
        Set<String> proved = manifest.classes().getOrDefault(type, Set.of());
        if (proved.contains(method.signature())) {
          find(ENSURES, method.signature(), method.block(), method.head());
        }
        last = method.end();
      }
      find(INVARIANT, "", last, code.length());
      return clauses;
    }

    private void find(Pattern word, String method, int from, int to) {
      Matcher matcher = word.matcher(code).region(from, Math.max(from, to));
      while (matcher.find()) {
        int end = WrittenMethod.semicolon(code, matcher.end());
        parts(method, matcher.end(), end, matcher.start(), end);
      }
    }

    /** Conjuncts, also those within parentheses, a let, or what is said of all. */
    private void parts(String method, int start, int stop, int clauseFrom, int clauseTo) {
      int from = start;
      int to = stop;
      while (from < to && isMargin(code.charAt(from))) {
        from++;
      }
      while (from < to && isMargin(code.charAt(to - 1))) {
        to--;
      }
      List<Integer> cuts = cuts(from, to);
      if (!cuts.isEmpty()) {
        int at = from;
        for (int cut : cuts) {
          parts(method, at, cut, clauseFrom, clauseTo);
          at = cut;
          while (code.charAt(at) == '&') {
            at++;
          }
        }
        parts(method, at, to, clauseFrom, clauseTo);
      } else if (code.charAt(from) == '(' && WrittenMethod.after(code, from) == to) {
        parts(method, within(from, to), to - 1, clauseFrom, clauseTo);
      } else {
        String text = code.substring(from, to).replaceAll("\\s*\\n[\\s@]*", " ");
        int ordinal = seen.merge(method + ' ' + text, 1, Integer::sum);
        clauses.add(new Clause(type, method, ordinal, text, from, to, clauseFrom, clauseTo));
      }
    }

    /** After the parenthesis, or after the variables and the range of a let or of all. */
    private int within(int from, int to) {
      Matcher bound = BOUND.matcher(code).region(from, to);
      int inside = from + 1;
      if (bound.lookingAt()) {
        inside = WrittenMethod.semicolon(code, bound.end()) + 1;
        int range = WrittenMethod.semicolon(code, inside);
        if (bound.group(1).equals("forall") && range < to) {
          inside = range + 1;
        }
      }
      return inside;
    }

    /** Where conjuncts end; nowhere if the term is something else at its top. */
    private List<Integer> cuts(int from, int to) {
      List<Integer> cuts = new ArrayList<>();
      int depth = 0;
      for (int at = from; at < to; at++) {
        depth += WrittenMethod.deeper(code.charAt(at));
        if (depth == 0) {
          char c = code.charAt(at);
          if (c == ';'
              || c == '|'
              || c == '?'
              || code.startsWith("==>", at)
              || code.startsWith("<==", at)) {
            return List.of();
          }
          if (c == '&' && code.charAt(at - 1) != '&') {
            cuts.add(at);
          }
        }
      }
      return cuts;
    }
  }

  private static boolean isMargin(char c) {
    return Character.isWhitespace(c) || c == '@';
  }
}
