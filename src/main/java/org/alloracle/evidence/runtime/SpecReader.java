package org.alloracle.evidence.runtime;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the specifications of one source: those before its members, not those within bodies. */
final class SpecReader {
  private static final Pattern COMMENT =
      Pattern.compile("/\\*@(.*?)@?\\*/|//@([^\\n]*)|/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^(\\s*)@+");

  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final String source;
  private final Map<String, ClassSpec.Method> methods = new LinkedHashMap<>();
  private final SpecParser.Members members = new SpecParser.Members();

  private SpecReader(CompilationUnitTree unit, SourcePositions positions, String source) {
    this.unit = unit;
    this.positions = positions;
    this.source = source;
  }

  /**
   * What a parsed source says.
   *
   * @throws IllegalArgumentException if a specification is not in the language that is read here;
   *     the message has the line
   */
  static ClassSpec read(CompilationUnitTree unit, SourcePositions positions, String source) {
    return new SpecReader(unit, positions, source).read();
  }

  private ClassSpec read() {
    ClassTree type =
        unit.getTypeDecls().stream()
            .filter(ClassTree.class::isInstance)
            .map(ClassTree.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a source without a class"));
    int from = source.indexOf('{', start(type));
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        int to = method.getBody() == null ? end(member) : start(method.getBody());
        method(method, new SpecParser(specifications(from, to), lines(from), members));
      } else {
        new SpecParser(specifications(from, end(member)), lines(from), members).contract();
      }
      from = end(member);
    }
    new SpecParser(specifications(from, end(type)), lines(from), members).contract();
    String name = unit.getPackageName() + "." + type.getSimpleName();
    return new ClassSpec(
        name,
        parent(type),
        imports(),
        methods,
        members.invariants(),
        members.models(),
        members.ghosts());
  }

  private void method(MethodTree method, SpecParser parser) {
    SpecParser.Contract contract = parser.contract();
    List<String> names = new ArrayList<>();
    for (VariableTree parameter : method.getParameters()) {
      names.add(parameter.getName().toString());
    }
    methods.put(
        key(unit, method),
        new ClassSpec.Method(
            method.getName().toString(), names, contract.cases(), contract.helper()));
  }

  /** A method's name and its simple parameter types; a constructor is named as its class. */
  static String key(CompilationUnitTree unit, MethodTree method) {
    String type =
        unit.getTypeDecls().stream()
            .filter(ClassTree.class::isInstance)
            .map(tree -> ((ClassTree) tree).getSimpleName().toString())
            .findFirst()
            .orElse("");
    String name = method.getName().toString();
    return method.getParameters().stream()
        .map(parameter -> String.valueOf(parameter.getType()))
        .collect(Collectors.joining(",", (name.equals("<init>") ? type : name) + "(", ")"));
  }

  private String parent(ClassTree type) {
    Tree parent = type.getExtendsClause();
    return parent == null
        ? ""
        : imports().getOrDefault(parent.toString(), unit.getPackageName() + "." + parent);
  }

  private Map<String, String> imports() {
    Map<String, String> imports = new LinkedHashMap<>();
    for (ImportTree each : unit.getImports()) {
      String full = each.getQualifiedIdentifier().toString();
      imports.put(full.substring(full.lastIndexOf('.') + 1), full);
    }
    return imports;
  }

  /** A part of the source with nothing but its specifications, all in their places. */
  private String specifications(int from, int to) {
    StringBuilder text = new StringBuilder();
    Matcher comment = COMMENT.matcher(source).region(from, to);
    int at = from;
    while (comment.find()) {
      blank(text, at, comment.start());
      at = comment.start();
      for (int group = 1; group <= 2; group++) {
        if (comment.group(group) != null) {
          blank(text, at, comment.start(group));
          text.append(
              MARGIN
                  .matcher(comment.group(group))
                  .replaceAll(
                      it -> it.group(1) + " ".repeat(it.group().length() - it.group(1).length())));
          at = comment.end(group);
        }
      }
      blank(text, at, comment.end());
      at = comment.end();
    }
    blank(text, at, to);
    return text.toString();
  }

  private void blank(StringBuilder text, int from, int to) {
    text.append(source.substring(from, to).replaceAll("[^\\n]", " "));
  }

  private int lines(int to) {
    return 1 + (int) source.substring(0, to).chars().filter(c -> c == '\n').count();
  }

  private int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  private int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }
}
