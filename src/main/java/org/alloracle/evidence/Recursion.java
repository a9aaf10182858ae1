package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alloracle.evidence.mutation.Edit;

/**
 * Whether the recursion of the references ends. OpenJML proves a lemma that calls itself with the
 * same arguments, whatever its {@code measured_by} says: so a copy of the class is proved in which
 * each such call goes to a method that demands a lesser measure.
 */
final class Recursion {
  /** Names that no source uses. */
  private static final String LESS = "__less";

  private static final String BOUND = "bound__";
  private static final String MEASURE = "measure__";

  private static final Pattern CLAUSE =
      Pattern.compile("\\b(?:old|assignable|ensures|signals|signals_only|measured_by)\\b");
  private final ProofSources sources;
  private final Map<String, String> codes = new TreeMap<>();
  private final Map<String, List<WrittenMethod>> methods = new TreeMap<>();

  Recursion(ProofSources sources) {
    this.sources = sources;
    for (String type : sources.classes()) {
      String code = WrittenMethod.code(sources.text(type));
      codes.put(type, code);
      methods.put(type, WrittenMethod.read(sources.text(type), code));
    }
  }

  /** Methods of a class that call themselves, as the prover names them. */
  Set<String> of(String type) {
    Set<String> recursive = new TreeSet<>();
    for (WrittenMethod method : methods.getOrDefault(type, List.of())) {
      if (!calls(type, method, method).isEmpty()) {
        recursive.add(method.signature());
      }
    }
    return recursive;
  }

  /** Names of the methods of specifications only. */
  Set<String> models(String type) {
    Set<String> models = new TreeSet<>();
    methods.getOrDefault(type, List.of()).stream()
        .filter(WrittenMethod::model)
        .forEach(method -> models.add(method.name()));
    return models;
  }

  /** What this cannot judge, or what has no measure, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String type : sources.classes()) {
      Set<String> recursive = of(type);
      for (WrittenMethod method : methods.getOrDefault(type, List.of())) {
        if (recursive.contains(method.signature()) && method.measure().isEmpty()) {
          problems.add(line(type, method) + method.signature() + " calls itself without a measure");
        }
        if (reaches(type, method)) {
          problems.add(line(type, method) + method.signature() + " calls itself by way of others");
        }
      }
      if (reachable(type).contains(type)) {
        problems.add(sources.file(type) + ": calls a class that calls it, so recursion is unseen");
      }
    }
    return problems;
  }

  private String line(String type, WrittenMethod method) {
    long line =
        1 + sources.text(type).substring(0, method.at()).chars().filter(c -> c == '\n').count();
    return sources.file(type) + ":" + line + ": ";
  }

  /** Classes whose methods its methods may call, and those of these, and so on. */
  private Set<String> reachable(String type) {
    Set<String> reached = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(called(type));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (reached.add(next)) {
        open.addAll(called(next));
      }
    }
    return reached;
  }

  /** More than its constants: a call, a variable of its type, or a new object. */
  private List<String> called(String type) {
    String text = codes.getOrDefault(type, "").replaceAll("(?m)^import .*", "");
    return sources.mentioned(type).stream()
        .filter(
            other ->
                Pattern.compile(
                        "\\b" + ProofSources.simple(other) + "(?:\\.[a-z]|[\\[\\]\\s]+\\w|\\()")
                    .matcher(text)
                    .find())
        .toList();
  }

  /** Whether a method of a class comes back to itself through another one of the class. */
  private boolean reaches(String type, WrittenMethod from) {
    Set<WrittenMethod> reached = new LinkedHashSet<>();
    List<WrittenMethod> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      WrittenMethod next = open.remove(open.size() - 1);
      for (WrittenMethod other : methods.getOrDefault(type, List.of())) {
        if (!other.equals(next) && !calls(type, next, other).isEmpty()) {
          if (other.equals(from)) {
            return true;
          }
          if (reached.add(other)) {
            open.add(other);
          }
        }
      }
    }
    return false;
  }

  /** Where the specification and the body of one method call another one of the class. */
  private List<MatchResult> calls(String type, WrittenMethod in, WrittenMethod callee) {
    String text = codes.getOrDefault(type, "");
    String simple = ProofSources.simple(type);
    Matcher matcher =
        Pattern.compile(
                "(?:(?<!\\w)(\\w+)\\s*\\.\\s*)?(?<![\\w.])"
                    + callee.name()
                    + "\\s*\\(|"
                    + "(?<!\\w)(\\w+)\\s*\\.\\s*"
                    + callee.name()
                    + "\\s*\\(")
            .matcher(text)
            .region(in.block(), in.end());
    matcher.useTransparentBounds(true);
    List<MatchResult> calls = new ArrayList<>();
    while (matcher.find()) {
      String before = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      boolean declaration =
          matcher.end() > in.at() && matcher.start() <= in.at() && in.at() < matcher.end();
      boolean own =
          before == null
              ? !text.substring(0, matcher.start()).stripTrailing().endsWith(" new")
              : before.equals("this")
                  || before.equals(simple)
                  || Pattern.compile("\\b" + simple + "\\s+" + before + "\\b").matcher(text).find();
      if (!declaration && own && arguments(text, matcher.end() - 1) == callee.types().size()) {
        calls.add(matcher.toMatchResult());
      }
    }
    return calls;
  }

  /**
   * A class in which the calls of its recursive methods by themselves demand a lesser measure.
   *
   * @return the source; prove {@link #of} in it
   */
  String copy(String type) {
    String source = sources.text(type);
    List<Edit> edits = new ArrayList<>();
    StringBuilder added = new StringBuilder();
    for (WrittenMethod method : methods.getOrDefault(type, List.of())) {
      List<MatchResult> calls = calls(type, method, method);
      if (calls.isEmpty()) {
        continue;
      }
      for (MatchResult call : calls) {
        String first = call.start() > method.at() ? MEASURE : "(" + method.measure() + ")";
        String comma = method.types().isEmpty() ? "" : ", ";
        edits.add(new Edit(call.start(), call.end(), method.name() + LESS + "(" + first + comma));
      }
      if (!asked(type, method)) {
        edits.addAll(promises(codes.getOrDefault(type, ""), method, calls));
      }
      String entry = " final long " + MEASURE + " = " + method.measure() + ";";
      edits.add(new Edit(method.body(), method.body(), entry));
      added.append(demanding(codes.getOrDefault(type, ""), source, method));
    }
    int brace = source.lastIndexOf('}');
    edits.add(new Edit(brace, brace, added.toString()));
    return Edit.apply(source, edits);
  }

  /** Whether another method of the copy that is proved needs its contract. */
  private boolean asked(String type, WrittenMethod method) {
    return methods.getOrDefault(type, List.of()).stream()
        .filter(other -> !other.equals(method) && !calls(type, other, other).isEmpty())
        .anyMatch(other -> !calls(type, other, method).isEmpty());
  }

  /** What the class itself proves, and has no call by itself: not asked again. */
  private static List<Edit> promises(String code, WrittenMethod method, List<MatchResult> calls) {
    List<Edit> edits = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\bensures\\b").matcher(code);
    matcher.region(method.block(), method.head());
    while (matcher.find()) {
      int depth = 0;
      int end = matcher.end();
      while (code.charAt(end) != ';' || depth > 0) {
        depth += code.charAt(end) == '(' ? 1 : code.charAt(end) == ')' ? -1 : 0;
        end++;
      }
      int from = matcher.start();
      int to = end + 1;
      if (calls.stream().noneMatch(call -> from < call.start() && call.end() < to)) {
        edits.add(new Edit(from, to, ""));
      }
    }
    return edits;
  }

  /** Proves that measures fall: a result for each of {@link #of}. */
  Prover.Pass prove(Prover prover, String type, Duration budget) {
    Set<String> recursive = of(type);
    if (recursive.isEmpty()) {
      return new Prover.Pass(Map.of(), List.of(), List.of());
    }
    try (Scratch scratch = Scratch.named("alloracle-recursion")) {
      Path file = scratch.folder().resolve(type.replace('.', '/') + ".java");
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, copy(type));
      Set<String> others = new TreeSet<>(Set.of("others"));
      methods.getOrDefault(type, List.of()).forEach(method -> others.add(method.signature()));
      others.removeAll(recursive);
      Path sourcePath = Path.of(scratch.folder() + ":" + ProofSources.ROOT);
      Prover.Pass pass = prover.prove(type, file, sourcePath, recursive, others, false, budget);
      return new Prover.Pass(
          pass.methods(),
          pass.problems().stream().map(it -> "whether recursion ends: " + it).toList(),
          pass.errors());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same contract for a lesser measure. What it does is not asked. */
  private static String demanding(String code, String source, WrittenMethod method) {
    String demand = "requires 0 <= (%1$s) && (%1$s) < %2$s; ".formatted(method.measure(), BOUND);
    StringBuilder block = new StringBuilder();
    String contract = code.substring(method.block(), method.head());
    for (String part : contract.split("(?=\\balso\\b)", -1)) {
      Matcher clause = CLAUSE.matcher(part);
      int at = clause.find() ? clause.start() : part.length();
      block.append(part, 0, at).append(demand).append(part.substring(at));
    }
    String head = source.substring(method.head(), method.body());
    int name = method.at() - method.head();
    String comma = method.types().isEmpty() ? "" : ", ";
    return "\n  "
        + block
        + head.substring(0, name)
        + method.name()
        + LESS
        + "(long "
        + BOUND
        + comma
        + head.substring(head.indexOf('(', name) + 1)
        + (method.isVoid() ? " " : " return ")
        + method.name()
        + "("
        + String.join(", ", method.names())
        + "); }"
        + (method.model() ? " @*/" : "")
        + "\n";
  }

  /** How many arguments stand between a parenthesis and its other one. */
  private static int arguments(String text, int open) {
    int depth = 0;
    int commas = 0;
    boolean some = false;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth == 0) {
          break;
        }
      }
      some |= depth > 0 && !Character.isWhitespace(c);
      depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
      commas += c == ',' && depth == 1 ? 1 : 0;
    }
    return some ? commas + 1 : 0;
  }
}
