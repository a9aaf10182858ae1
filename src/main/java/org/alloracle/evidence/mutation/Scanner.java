package org.alloracle.evidence.mutation;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.alloracle.evidence.mutation.Mutant.Operator;
import org.jspecify.annotations.Nullable;

/** Finds the places of a source that can be changed, and what to put there. */
final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private static final List<String> BOTH = List.of(" + 1", " - 1");

  private final Trees trees;
  private final CompilationUnitTree unit;
  private final String source;
  private final List<Mutant> found = new ArrayList<>();
  private @Nullable Method method;

  /** The method that is looked at. */
  private record Method(String name, String signature, int from, int to) {}

  Scanner(Trees trees, CompilationUnitTree unit, String source) {
    this.trees = trees;
    this.unit = unit;
    this.source = source;
  }

  /** In the order of the text; what reads the same is numbered. */
  List<Mutant> mutants() {
    scan(unit, null);
    found.sort(Comparator.comparingInt(Mutant::from).thenComparingInt(Mutant::to));
    Map<String, Integer> seen = new HashMap<>();
    Set<String> places = new HashSet<>();
    List<Mutant> numbered = new ArrayList<>();
    for (Mutant each : found) {
      if (places.add(each.from() + " " + each.to() + " " + each.after())) {
        int ordinal = seen.merge(each.id(), 1, Integer::sum);
        numbered.add(
            new Mutant(
                each.method(),
                each.signature(),
                each.operator(),
                ordinal,
                each.before(),
                each.after(),
                each.from(),
                each.to(),
                each.bodyFrom(),
                each.bodyTo()));
      }
    }
    return numbered;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
    Method outer = method;
    Element element = trees.getElement(getCurrentPath());
    if (tree.getBody() != null && written(tree) && element instanceof ExecutableElement it) {
      method =
          new Method(named(it, false), named(it, true), start(tree.getBody()), end(tree.getBody()));
      scan(tree.getBody(), null);
    }
    method = outer;
    return null;
  }

  @Override
  public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void none) {
    return null;
  }

  @Override
  public @Nullable Void visitCase(CaseTree tree, @Nullable Void none) {
    scan(tree.getStatements(), null);
    return scan(tree.getBody(), null);
  }

  @Override
  public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void none) {
    ExpressionTree left = tree.getLeftOperand();
    ExpressionTree right = tree.getRightOperand();
    for (Replacement each : Replacement.of(tree.getKind())) {
      replaceOperator(each, left, right, tree);
    }
    if (!Replacement.commutes(tree.getKind())) {
      swap(left, right, tree);
    }
    offByOne(right, Replacement.shifts(tree.getKind()));
    return super.visitBinary(tree, null);
  }

  @Override
  public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void none) {
    for (Replacement each : Replacement.of(tree.getKind())) {
      replaceOperator(each, tree.getVariable(), tree.getExpression(), tree);
    }
    offByOne(tree.getExpression());
    return super.visitCompoundAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void none) {
    String operand = text(tree.getExpression());
    switch (tree.getKind()) {
      case LOGICAL_COMPLEMENT -> add(Operator.CONNECTIVE, tree, "(" + operand + ")");
      case POSTFIX_INCREMENT -> add(Operator.ARITHMETIC, tree, operand + "--");
      case POSTFIX_DECREMENT -> add(Operator.ARITHMETIC, tree, operand + "++");
      case PREFIX_INCREMENT -> add(Operator.ARITHMETIC, tree, "--" + operand);
      case PREFIX_DECREMENT -> add(Operator.ARITHMETIC, tree, "++" + operand);
      default -> {}
    }
    return super.visitUnary(tree, null);
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void none) {
    for (String other : Constants.beside(tree.getValue())) {
      add(Operator.CONSTANT, tree, other);
    }
    return null;
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void none) {
    Element element = trees.getElement(getCurrentPath());
    if (element instanceof VariableElement constant
        && element.getKind() == ElementKind.FIELD
        && constant.getConstantValue() != null
        && element.getModifiers().contains(Modifier.STATIC)) {
      String other = next(constant);
      if (!other.equals(text(tree))) {
        add(Operator.CONSTANT, tree, other);
      }
    }
    return null;
  }

  @Override
  public @Nullable Void visitArrayAccess(ArrayAccessTree tree, @Nullable Void none) {
    ExpressionTree index = tree.getIndex();
    if (!isLiteral(index) && !endsInLiteral(index)) {
      BOTH.forEach(by -> add(Operator.INDEX, index, nested(index) + by));
    }
    return super.visitArrayAccess(tree, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
    arguments(tree.getArguments(), tree);
    return super.visitMethodInvocation(tree, null);
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
    arguments(tree.getArguments(), tree);
    return super.visitNewClass(tree, null);
  }

  private void arguments(List<? extends ExpressionTree> arguments, Tree call) {
    arguments.forEach(this::offByOne);
    for (int i = 1; i < arguments.size(); i++) {
      ExpressionTree left = arguments.get(i - 1);
      ExpressionTree right = arguments.get(i);
      String one = String.valueOf(type(left));
      if (one.equals(String.valueOf(type(right)))) {
        swap(left, right, call);
      }
    }
  }

  @Override
  public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void none) {
    ExpressionTree value = tree.getExpression();
    if (value != null) {
      offByOne(value);
      if (type(value).getKind() == TypeKind.BOOLEAN && !isLiteral(value)) {
        add(Operator.CONNECTIVE, value, "!(" + text(value) + ")");
      }
    }
    return super.visitReturn(tree, null);
  }

  @Override
  public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void none) {
    offByOne(tree.getExpression());
    return super.visitAssignment(tree, null);
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
    if (tree.getInitializer() != null) {
      offByOne(tree.getInitializer());
    }
    return super.visitVariable(tree, null);
  }

  @Override
  public @Nullable Void visitConditionalExpression(
      ConditionalExpressionTree tree, @Nullable Void none) {
    swap(tree.getTrueExpression(), tree.getFalseExpression(), tree);
    return super.visitConditionalExpression(tree, null);
  }

  @Override
  public @Nullable Void visitExpressionStatement(
      ExpressionStatementTree tree, @Nullable Void none) {
    add(Operator.DROPPED, tree, ";");
    return super.visitExpressionStatement(tree, null);
  }

  @Override
  public @Nullable Void visitThrow(ThrowTree tree, @Nullable Void none) {
    add(Operator.DROPPED, tree, ";");
    return super.visitThrow(tree, null);
  }

  /** The statement is still there, as comments before it may speak of it, but does nothing. */
  @Override
  public @Nullable Void visitIf(IfTree tree, @Nullable Void none) {
    Tree condition = tree.getCondition();
    add(Operator.DROPPED, condition, "(false && " + text(condition) + ")");
    return super.visitIf(tree, null);
  }

  private void replaceOperator(
      Replacement with, ExpressionTree left, ExpressionTree right, Tree whole) {
    add(with.operator(), whole, text(left) + " " + with.sign() + " " + text(right));
  }

  private void swap(ExpressionTree left, ExpressionTree right, Tree whole) {
    if (start(left) >= 0 && !text(left).equals(text(right))) {
      add(
          Operator.SWAPPED,
          whole,
          source.substring(start(whole), start(left))
              + nested(right)
              + source.substring(end(left), start(right))
              + nested(left)
              + source.substring(end(right), end(whole)));
    }
  }

  private void offByOne(ExpressionTree value) {
    offByOne(value, BOTH);
  }

  private void offByOne(ExpressionTree value, List<String> shifts) {
    TypeKind kind = type(value).getKind();
    boolean numeric = kind == TypeKind.INT || kind == TypeKind.LONG;
    if (numeric && !isLiteral(value) && !endsInLiteral(value)) {
      shifts.forEach(by -> add(Operator.OFF_BY_ONE, value, nested(value) + by));
    }
  }

  /** Then the literal's own mutants are the same. */
  private static boolean endsInLiteral(ExpressionTree value) {
    boolean sum = value.getKind() == Tree.Kind.PLUS || value.getKind() == Tree.Kind.MINUS;
    return sum && isLiteral(((BinaryTree) value).getRightOperand());
  }

  private static boolean isLiteral(ExpressionTree value) {
    return value instanceof LiteralTree
        || (value.getKind() == Tree.Kind.UNARY_MINUS
            && ((UnaryTree) value).getExpression() instanceof LiteralTree);
  }

  private String nested(ExpressionTree value) {
    boolean simple =
        value instanceof IdentifierTree
            || value instanceof LiteralTree
            || value instanceof MethodInvocationTree
            || value instanceof ArrayAccessTree;
    return simple || text(value).matches("[\\w.]+") ? text(value) : "(" + text(value) + ")";
  }

  /** The next constant of the same type in the class of this one. */
  private static String next(VariableElement constant) {
    List<String> names = new ArrayList<>();
    for (VariableElement field :
        ElementFilter.fieldsIn(
            Objects.requireNonNull(constant.getEnclosingElement()).getEnclosedElements())) {
      if (field.getConstantValue() != null
          && field.asType().getKind() == constant.asType().getKind()) {
        names.add(field.getSimpleName().toString());
      }
    }
    int at = names.indexOf(constant.getSimpleName().toString());
    return names.get((at + 1) % names.size());
  }

  private void add(Operator operator, Tree place, String after) {
    if (method != null && written(place)) {
      found.add(
          new Mutant(
              method.name(),
              method.signature(),
              operator,
              1,
              text(place),
              after,
              start(place),
              end(place),
              method.from(),
              method.to()));
    }
  }

  private static String named(ExecutableElement method, boolean full) {
    Element type = Objects.requireNonNull(method.getEnclosingElement());
    boolean nested = type.getEnclosingElement() instanceof TypeElement;
    boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
    String name =
        (nested ? type.getSimpleName() + "." : "")
            + (constructor ? type.getSimpleName() : method.getSimpleName());
    List<String> types = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      String text = parameter.asType().toString();
      types.add(full ? text : text.replaceAll("(?:\\w+\\.)+", ""));
    }
    return name + "(" + String.join(",", types) + ")";
  }

  private TypeMirror type(ExpressionTree value) {
    return trees.getTypeMirror(new TreePath(getCurrentPath(), value));
  }

  private String text(Tree tree) {
    return source.substring(start(tree), end(tree));
  }

  /** Whether it stands in the source, and was not added by the compiler. */
  private boolean written(Tree tree) {
    return start(tree) >= 0 && end(tree) > start(tree);
  }

  private int start(Tree tree) {
    return (int) trees.getSourcePositions().getStartPosition(unit, tree);
  }

  private int end(Tree tree) {
    return (int) trees.getSourcePositions().getEndPosition(unit, tree);
  }
}
