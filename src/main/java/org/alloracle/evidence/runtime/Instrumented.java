package org.alloracle.evidence.runtime;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A source whose methods tell {@link Watch} of each call, with the ghosts come to life. */
final class Instrumented {
  private static final Pattern SET = Pattern.compile("//@ set ([^;\\n]*;)");

  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final String source;
  private final String name;
  private final List<Edit> edits = new ArrayList<>();

  /** Text instead of a part of the source. */
  private record Edit(int from, int to, String text) {}

  private Instrumented(
      CompilationUnitTree unit, SourcePositions positions, String source, String name) {
    this.unit = unit;
    this.positions = positions;
    this.source = source;
    this.name = name;
  }

  static String text(
      CompilationUnitTree unit, SourcePositions positions, String source, ClassSpec spec) {
    return new Instrumented(unit, positions, source, spec.name()).text(spec);
  }

  private String text(ClassSpec spec) {
    for (Tree tree : unit.getTypeDecls()) {
      if (tree instanceof ClassTree type) {
        int brace = source.indexOf('{', start(type));
        edits.add(new Edit(brace + 1, brace + 1, ghosts(spec.ghosts())));
        for (Tree member : type.getMembers()) {
          if (member instanceof MethodTree method && method.getBody() != null) {
            if (method.getReturnType() == null) {
              constructor(method);
            } else {
              method(method);
            }
          }
        }
      }
    }
    return SET.matcher(edited()).replaceAll(it -> Matcher.quoteReplacement(it.group(1)));
  }

  private static String ghosts(Map<String, String> ghosts) {
    StringBuilder fields = new StringBuilder();
    ghosts.forEach((name, type) -> fields.append(" public " + type + " " + name + ";"));
    return fields.toString();
  }

  private void method(MethodTree method) {
    String name = method.getName().toString();
    String header = source.substring(start(method), start(method.getBody()));
    String inner = name + "$body";
    boolean isStatic = method.getModifiers().toString().contains("static");
    String hidden =
        (isStatic ? "private static " : "private ")
            + method.getReturnType()
            + " "
            + header
                .substring(nameAt(header, name))
                .replaceFirst(Pattern.quote(name), Matcher.quoteReplacement(inner));
    String call = inner + "(" + String.join(", ", parameters(method)) + ")";
    boolean none = String.valueOf(method.getReturnType()).equals("void");
    String wrapper =
        String.format(
            "{ Watch.Call call$ = Watch.enter(%s, \"%s\", %s, %s);%n"
                + "%stry { %s%s; } catch (RuntimeException e$) { call$.threw(e$); throw e$; }%n"
                + "call$.returned(%s); %s}%n  %s",
            simple() + ".class",
            SpecReader.key(unit, method),
            isStatic ? "null" : "this",
            values(method),
            none ? "" : method.getReturnType() + " result$; ",
            none ? "" : "result$ = ",
            call,
            none ? "null" : "result$",
            none ? "" : "return result$; ",
            hidden);
    edits.add(new Edit(start(method.getBody()), start(method.getBody()), watched(wrapper)));
  }

  private void constructor(MethodTree method) {
    List<? extends StatementTree> statements = method.getBody().getStatements();
    String enter =
        String.format(
            "Watch.building(%s, \"%s\", %s)",
            simple() + ".class", SpecReader.key(unit, method), values(method));
    int first = start(method.getBody()) + 1;
    Tree argument = null;
    StatementTree call = statements.isEmpty() ? null : statements.get(0);
    if (call != null
        && (source.startsWith("this(", start(call)) || source.startsWith("super(", start(call)))) {
      first = end(call);
      argument = firstArgument(call);
    }
    if (argument != null) {
      // What the arguments need may change what the contract speaks of.
      edits.add(new Edit(start(argument), start(argument), watched("Watch.first(" + enter + ", ")));
      edits.add(new Edit(end(argument), end(argument), ")"));
      enter = "Watch.begun()";
    }
    edits.add(new Edit(first, first, watched(" Watch.Call call$ = " + enter + "; ")));
    int last = end(method.getBody()) - 1;
    edits.add(new Edit(last, last, " call$.returned(this); "));
  }

  private static @Nullable Tree firstArgument(StatementTree call) {
    List<? extends Tree> arguments =
        ((MethodInvocationTree) ((ExpressionStatementTree) call).getExpression()).getArguments();
    return arguments.isEmpty() ? null : arguments.get(0);
  }

  private static String watched(String text) {
    return text.replace("Watch.", Watch.class.getName() + ".");
  }

  private static int nameAt(String header, String name) {
    Matcher matcher = Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(").matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + name + " in " + header);
    }
    return matcher.start();
  }

  private static String values(MethodTree method) {
    return "new Object[] {" + String.join(", ", parameters(method)) + "}";
  }

  private static List<String> parameters(MethodTree method) {
    return method.getParameters().stream().map(each -> each.getName().toString()).toList();
  }

  private String simple() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private String edited() {
    edits.sort(Comparator.comparingInt(Edit::from));
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (Edit edit : edits) {
      text.append(source, at, edit.from()).append(edit.text());
      at = edit.to();
    }
    return text.append(source.substring(at)).toString();
  }

  private int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  private int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }
}
