package org.alloracle.evidence.mutation;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Set;
import org.alloracle.evidence.mutation.Mutant.Operator;

/**
 * Another operator in the place of one.
 *
 * @param sign as it is written
 */
record Replacement(Operator operator, String sign) {
  private static final Set<Tree.Kind> NOT_COMMUTATIVE =
      Set.of(
          Tree.Kind.MINUS,
          Tree.Kind.DIVIDE,
          Tree.Kind.REMAINDER,
          Tree.Kind.LEFT_SHIFT,
          Tree.Kind.RIGHT_SHIFT,
          Tree.Kind.UNSIGNED_RIGHT_SHIFT);

  /** What can stand for an operator of this kind. */
  static List<Replacement> of(Tree.Kind kind) {
    return switch (kind) {
      case LESS_THAN -> comparisons("<=", ">");
      case LESS_THAN_EQUAL -> comparisons("<", ">=");
      case GREATER_THAN -> comparisons(">=", "<");
      case GREATER_THAN_EQUAL -> comparisons(">", "<=");
      case EQUAL_TO -> comparisons("!=");
      case NOT_EQUAL_TO -> comparisons("==");
      case CONDITIONAL_AND -> List.of(new Replacement(Operator.CONNECTIVE, "||"));
      case CONDITIONAL_OR -> List.of(new Replacement(Operator.CONNECTIVE, "&&"));
      case PLUS -> arithmetic("-");
      case MINUS -> arithmetic("+");
      case MULTIPLY -> arithmetic("+");
      case DIVIDE -> arithmetic("*");
      case REMAINDER -> arithmetic("/");
      case AND -> arithmetic("|");
      case OR -> arithmetic("&");
      case XOR -> arithmetic("|");
      case LEFT_SHIFT -> arithmetic(">>>");
      case RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> arithmetic("<<");
      case PLUS_ASSIGNMENT -> arithmetic("-=");
      case MINUS_ASSIGNMENT -> arithmetic("+=");
      case AND_ASSIGNMENT -> arithmetic("|=");
      case OR_ASSIGNMENT -> arithmetic("&=");
      default -> List.of();
    };
  }

  /** Whether the operands may change places without effect, or with that of another mutant. */
  static boolean commutes(Tree.Kind kind) {
    return !NOT_COMMUTATIVE.contains(kind);
  }

  /** What to add to the right operand for a difference that no other comparison makes. */
  static List<String> shifts(Tree.Kind kind) {
    return switch (kind) {
      case LESS_THAN, GREATER_THAN_EQUAL -> List.of(" - 1");
      case LESS_THAN_EQUAL, GREATER_THAN -> List.of(" + 1");
      case EQUAL_TO -> List.of(" + 1", " - 1");
      default -> List.of();
    };
  }

  private static List<Replacement> comparisons(String... signs) {
    return List.of(signs).stream().map(s -> new Replacement(Operator.COMPARISON, s)).toList();
  }

  private static List<Replacement> arithmetic(String sign) {
    return List.of(new Replacement(Operator.ARITHMETIC, sign));
  }
}
