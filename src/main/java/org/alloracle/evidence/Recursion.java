package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
      methods.put(type, WrittenMethod.read(code));
    }
  }

  private String code(String type) {
    return codes.getOrDefault(type, "");
  }

  private List<WrittenMethod> methods(String type) {
    return methods.getOrDefault(type, List.of());
  }

  private List<WrittenMethod> recursive(String type) {
    return methods(type).stream().filter(method -> !calls(type, method, method).isEmpty()).toList();
  }

  /** Methods of a class that call themselves, as the prover names them. */
  Set<String> of(String type) {
    return recursive(type).stream()
        .map(WrittenMethod::signature)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What this cannot judge, or what has no measure, one line each. */
  List<String> problems() {
    Map<String, List<String>> classes = new TreeMap<>();
    sources.classes().forEach(type -> classes.put(type, called(type)));
    List<String> problems = new ArrayList<>();
    for (String type : sources.classes()) {
      for (WrittenMethod method : recursive(type)) {
        if (method.measure().isEmpty()) {
          problems.add(line(type, method) + method.signature() + " calls itself without a measure");
        }
      }
      Map<WrittenMethod, List<WrittenMethod>> others = new LinkedHashMap<>();
      methods(type).forEach(method -> others.put(method, others(type, method)));
      for (WrittenMethod method : methods(type)) {
        if (comesBack(method, others)) {
          problems.add(line(type, method) + method.signature() + " calls itself by way of others");
        }
      }
      if (comesBack(type, classes)) {
        problems.add(sources.file(type) + ": calls a class that calls it, so recursion is unseen");
      }
    }
    return problems;
  }

  private static <T> boolean comesBack(T from, Map<T, List<T>> steps) {
    Function<T, List<T>> step = each -> steps.getOrDefault(each, List.of());
    return Reachable.from(step.apply(from), step).contains(from);
  }

  private String line(String type, WrittenMethod method) {
    int line = MutantProver.line(sources.text(type), method.at());
    return sources.file(type) + ":" + line + ": ";
  }

  /** Classes of which it uses more than constants: a call, a variable, or a new object. */
  private List<String> called(String type) {
    String text = code(type).replaceAll("(?m)^import .*", "");
    return sources.mentioned(type).stream()
        .filter(
            other ->
                Pattern.compile(
                        "\\b" + ProofSources.simple(other) + "(?:\\.[a-z]|[\\[\\]\\s]+\\w|\\()")
                    .matcher(text)
                    .find())
        .toList();
  }

  /** Other methods of the class that a method calls. */
  private List<WrittenMethod> others(String type, WrittenMethod method) {
    return methods(type).stream()
        .filter(other -> !other.equals(method) && !calls(type, method, other).isEmpty())
        .toList();
  }

  /** Where the specification and the body of one method call another one of the class. */
  private List<MatchResult> calls(String type, WrittenMethod in, WrittenMethod callee) {
    String text = code(type);
    String simple = ProofSources.simple(type);
    Matcher matcher =
        Pattern.compile("(?:\\b(\\w+)\\s*\\.\\s*|(?<![\\w.]))" + callee.name() + "\\s*\\(")
            .matcher(text)
            .region(in.block(), in.end());
    matcher.useTransparentBounds(true);
    List<MatchResult> calls = new ArrayList<>();
    while (matcher.find()) {
      String before = matcher.group(1);
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
   * What makes a class one in which the calls of its recursive methods by themselves demand a
   * lesser measure: prove {@link #of} in it.
   */
  List<Edit> edits(String type) {
    String source = sources.text(type);
    List<Edit> edits = new ArrayList<>();
    StringBuilder added = new StringBuilder();
    List<WrittenMethod> recursive = recursive(type);
    for (WrittenMethod method : recursive) {
      List<MatchResult> calls = calls(type, method, method);
      for (MatchResult call : calls) {
        String first = call.start() > method.at() ? MEASURE : "(" + method.measure() + ")";
        String comma = method.types().isEmpty() ? "" : ", ";
        edits.add(new Edit(call.start(), call.end(), method.name() + LESS + "(" + first + comma));
      }
      // Whoever else is proved here may need the contract.
      if (recursive.stream().noneMatch(each -> others(type, each).contains(method))) {
        edits.addAll(promises(code(type), method, calls));
      }
      String entry = " final long " + MEASURE + " = " + method.measure() + ";";
      edits.add(new Edit(method.body(), method.body(), entry));
      added.append(demanding(code(type), source, method));
    }
    int brace = source.lastIndexOf('}');
    edits.add(new Edit(brace, brace, added.toString()));
    return edits;
  }

  /** What the class itself proves, and has no call by itself: not asked again. */
  private static List<Edit> promises(String code, WrittenMethod method, List<MatchResult> calls) {
    List<Edit> edits = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\bensures\\b").matcher(code);
    matcher.region(method.block(), method.head());
    while (matcher.find()) {
      int from = matcher.start();
      int to = WrittenMethod.semicolon(code, matcher.end()) + 1;
      if (calls.stream().noneMatch(call -> from < call.start() && call.end() < to)) {
        edits.add(new Edit(from, to, ""));
      }
    }
    return edits;
  }

  /**
   * Proves that measures fall, in one call for copies of all; a class that does not come through is
   * asked again alone.
   *
   * @param types with recursion or without
   * @return for each a result for each of {@link #of}
   */
  Map<String, Prover.Pass> prove(Prover prover, List<String> types, Duration budget) {
    Map<String, Prover.Pass> passes = new TreeMap<>();
    types.forEach(type -> passes.put(type, Prover.Pass.NOTHING));
    List<ClassCopy> copies =
        types.stream()
            .filter(type -> !of(type).isEmpty())
            .map(type -> new ClassCopy(type, 1, edits(type)))
            .toList();
    if (copies.isEmpty()) {
      return passes;
    }
    try (Scratch scratch = Scratch.named("alloracle-recursion")) {
      List<Prover.Task> tasks = new ArrayList<>();
      for (ClassCopy copy : copies) {
        Path file = scratch.folder().resolve(copy.file());
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, copy.text(sources.text(copy.type())));
        tasks.add(task(copy, file));
      }
      Path sourcePath = Path.of(scratch.folder() + ":" + ProofSources.ROOT);
      List<Prover.Pass> shown = prover.prove(tasks, sourcePath, false, budget);
      for (int i = 0; i < copies.size(); i++) {
        passes.put(copies.get(i).type(), original(copies.get(i), shown.get(i)));
      }
      return passes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Prover.Task task(ClassCopy copy, Path file) {
    Set<String> recursive = of(copy.type());
    Set<String> others = new TreeSet<>();
    methods(copy.type()).forEach(method -> others.add(method.signature()));
    others.removeAll(recursive);
    Set<String> ignored = new TreeSet<>(Set.of("others"));
    others.forEach(method -> ignored.add(inCopy(copy, method)));
    Set<String> expected = new TreeSet<>();
    recursive.forEach(method -> expected.add(inCopy(copy, method)));
    return new Prover.Task(copy.name(), file, expected, ignored);
  }

  /** A method as the prover names it in the copy. */
  private static String inCopy(ClassCopy copy, String method) {
    return copy.method(method).substring(copy.name().length() + 1);
  }

  /** What was shown of a copy, in the names of the class. */
  private Prover.Pass original(ClassCopy copy, Prover.Pass pass) {
    Map<String, MethodResult> methods = new TreeMap<>();
    for (String method : of(copy.type())) {
      MethodResult result = pass.methods().get(inCopy(copy, method));
      if (result != null) {
        methods.put(method, result);
      }
    }
    return new Prover.Pass(
        methods,
        pass.problems().stream().map(it -> "whether recursion ends: " + it).toList(),
        pass.errors());
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
