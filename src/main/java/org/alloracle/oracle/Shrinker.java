package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks for the shortest list of operations that still fails, then for the smallest numbers in it.
 *
 * <p>Removal is delta debugging: halves first, then smaller chunks, then single operations, then
 * pairs. The result fails, and where the attempts sufficed no single operation can be taken from
 * it.
 */
public final class Shrinker {
  /** Removing every pair costs a square of attempts, which pays only on short lists. */
  private static final int PAIRS_UP_TO = 16;

  private final Predicate<List<Operation>> fails;
  private final int limit;
  private int attempts;
  private List<Operation> best;

  private Shrinker(List<Operation> failing, Predicate<List<Operation>> fails, int limit) {
    this.best = failing;
    this.fails = fails;
    this.limit = limit;
  }

  /**
   * Shrinks a failing list.
   *
   * @param failing a list on which {@code fails} holds
   * @param fails whether a list still fails; the same answer for the same list
   * @param limit how many lists may be tried, from 0
   * @return a list that fails, no longer than the given one, its blocks numbered from 0 in order
   */
  public static List<Operation> shrink(
      List<Operation> failing, Predicate<List<Operation>> fails, int limit) {
    Shrinker shrinker = new Shrinker(List.copyOf(failing), fails, limit);
    List<Operation> before;
    do {
      before = shrinker.best;
      shrinker.removeChunks();
      shrinker.removePairs();
      shrinker.shrinkNumbers();
    } while (!before.equals(shrinker.best) && shrinker.attempts < limit);
    return renumbered(shrinker.best);
  }

  private boolean accept(List<Operation> candidate) {
    if (attempts >= limit) {
      return false;
    }
    attempts++;
    if (!fails.test(candidate)) {
      return false;
    }
    best = candidate;
    return true;
  }

  private void removeChunks() {
    for (int chunk = Math.max(1, best.size() / 2); chunk > 0; chunk /= 2) {
      // From the end, so that what only follows the failure goes first.
      for (int from = best.size() - chunk; from > -chunk; from -= chunk) {
        int start = Math.max(0, from);
        List<Operation> candidate = new ArrayList<>(best);
        candidate.subList(start, Math.min(from + chunk, candidate.size())).clear();
        accept(candidate);
      }
    }
  }

  private void removePairs() {
    for (int i = 0; i < best.size() && best.size() <= PAIRS_UP_TO; i++) {
      for (int j = i + 1; j < best.size(); j++) {
        List<Operation> candidate = new ArrayList<>(best);
        candidate.remove(j);
        candidate.remove(i);
        if (accept(candidate)) {
          j = i;
        }
      }
    }
  }

  private void shrinkNumbers() {
    for (int i = 0; i < best.size(); i++) {
      Operation.Kind kind = best.get(i).kind();
      if (kind == Operation.Kind.ALLOCATE || kind == Operation.Kind.FREE_INSIDE) {
        shrinkSize(i);
      }
      if (kind == Operation.Kind.ALLOCATE) {
        shrinkAlignment(i);
      }
    }
  }

  private void shrinkSize(int at) {
    Operation operation = best.get(at);
    long failing = operation.size();
    long passing = 0;
    // Round sizes read better than the exact edge, so a power of two is tried before the search.
    for (long size = 1; size > 0 && size < failing; size *= 2) {
      if (accept(with(at, operation.withSize(size)))) {
        failing = size;
      } else {
        passing = size;
      }
    }
    while (failing - passing > 1) {
      long middle = passing + (failing - passing) / 2;
      if (accept(with(at, operation.withSize(middle)))) {
        failing = middle;
      } else {
        passing = middle;
      }
    }
  }

  private void shrinkAlignment(int at) {
    Operation operation = best.get(at);
    for (long alignment = 1; alignment < operation.alignment(); alignment *= 2) {
      if (accept(with(at, operation.withAlignment(alignment)))) {
        return;
      }
    }
  }

  private List<Operation> with(int at, Operation operation) {
    List<Operation> candidate = new ArrayList<>(best);
    candidate.set(at, operation);
    return candidate;
  }

  private static List<Operation> renumbered(List<Operation> operations) {
    List<Integer> order = new ArrayList<>();
    List<Operation> renumbered = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation.kind() != Operation.Kind.ALLOCATE && !operation.kind().namesBlock()) {
        renumbered.add(operation);
        continue;
      }
      int number = order.indexOf(operation.block());
      if (number < 0) {
        number = order.size();
        order.add(operation.block());
      }
      renumbered.add(operation.onBlock(number));
    }
    return List.copyOf(renumbered);
  }
}
