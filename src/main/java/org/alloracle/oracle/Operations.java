package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random lists of operations, each a function of its seed and limits alone.
 *
 * <p>A list is made of phases which differ in how many requests meet one free, which sizes are
 * asked for and in which order blocks are freed. Seeds that leave a smaller remainder by 100 make
 * shorter lists, so that a search which counts seeds up meets short failures first.
 */
public final class Operations {
  private static final int LONGEST_PHASE = 16;

  private final SplittableRandom random;
  private final Limits limits;
  private final List<Operation.Kind> misuse;
  private final List<Operation> made = new ArrayList<>();
  private final List<Integer> live = new ArrayList<>();
  private final List<Integer> dead = new ArrayList<>();
  private int blocks;
  private long lastSize = 8;

  private enum Sizes {
    SMALL,
    EDGES,
    LARGE,
    SAME,
    ANY
  }

  private enum Order {
    NEWEST,
    OLDEST,
    ANY,
    NEIGHBOUR
  }

  private Operations(long seed, Limits limits, Set<Operation.Kind> misuse) {
    this.random = new SplittableRandom(seed);
    this.limits = limits;
    this.misuse = misuse.stream().sorted().toList();
  }

  /**
   * A list of operations.
   *
   * @param seed any number
   * @param limits how far requests go
   * @param misuse the kinds of misuse to mix in; empty for correct use only
   */
  public static List<Operation> random(long seed, Limits limits, Set<Operation.Kind> misuse) {
    int most = 4 + (int) Math.floorMod(seed, 100L);
    Operations operations = new Operations(seed, limits, misuse);
    int length = 2 + operations.random.nextInt(most);
    while (operations.made.size() < length) {
      operations.phase(length - operations.made.size());
    }
    return List.copyOf(operations.made);
  }

  private void phase(int room) {
    int length = Math.min(room, 1 + random.nextInt(LONGEST_PHASE));
    int requestsInTen = 2 + random.nextInt(8);
    Sizes sizes = pick(Sizes.values());
    Order order = pick(Order.values());
    for (int i = 0; i < length; i++) {
      if (!misuse.isEmpty() && random.nextInt(6) == 0) {
        made.add(misuse(misuse.get(random.nextInt(misuse.size()))));
      } else if (live.isEmpty() || random.nextInt(10) < requestsInTen) {
        lastSize = size(sizes);
        made.add(Operation.allocate(blocks, lastSize, alignment()));
        live.add(blocks++);
      } else {
        Integer block = live.remove(victim(order));
        dead.add(block);
        made.add(Operation.free(block));
      }
    }
  }

  private int victim(Order order) {
    return switch (order) {
      case NEWEST -> live.size() - 1;
      case OLDEST -> 0;
      case ANY -> random.nextInt(live.size());
      case NEIGHBOUR -> neighbourOfLastFreed();
    };
  }

  /** The live block made next after the one freed last, which is likely to lie beside it. */
  private int neighbourOfLastFreed() {
    if (!dead.isEmpty()) {
      int freed = dead.get(dead.size() - 1);
      for (int i = 0; i < live.size(); i++) {
        if (live.get(i) > freed) {
          return i;
        }
      }
    }
    return random.nextInt(live.size());
  }

  private long size(Sizes sizes) {
    long size =
        switch (sizes) {
          case SMALL -> 1 + random.nextInt(64);
          case EDGES -> (1L << random.nextInt(logOfLargest() + 1)) + random.nextInt(3) - 1;
          case LARGE -> limits.largest() / (1 + random.nextInt(8)) - random.nextInt(17);
          case SAME -> lastSize;
          case ANY -> any();
        };
    return Math.max(limits.zero() ? 0 : 1, Math.min(size, limits.maxSize()));
  }

  private long any() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE - random.nextInt(4097);
      case 2 -> limits.largest() + 1 + random.nextInt(64);
      case 3 -> (1L << (31 + random.nextInt(32))) + random.nextInt(17);
      default -> 1 + random.nextLong(Math.max(1, limits.largest() / 2));
    };
  }

  private int logOfLargest() {
    return 63 - Long.numberOfLeadingZeros(Math.max(1, limits.largest()));
  }

  private long alignment() {
    if (random.nextInt(4) != 0) {
      return 1;
    }
    return 1L << random.nextInt(Long.numberOfTrailingZeros(limits.maxAlignment()) + 1);
  }

  private Operation misuse(Operation.Kind kind) {
    return switch (kind) {
      case FREE_AGAIN -> new Operation(kind, recent(dead), 0, 1);
      case FREE_INSIDE -> new Operation(kind, recent(live), 1 + random.nextLong(lastSize + 1), 1);
      case FREE_FOREIGN -> new Operation(kind, 0, foreign(), 1);
      case BAD_REQUEST -> badRequest();
      default -> throw new IllegalArgumentException(kind + " is no misuse");
    };
  }

  private int recent(List<Integer> numbers) {
    return numbers.isEmpty() ? 0 : numbers.get(random.nextInt(numbers.size()));
  }

  private long foreign() {
    return switch (random.nextInt(5)) {
      case 0 -> -1 - random.nextLong(64);
      case 1 -> Long.MIN_VALUE;
      case 2 -> Long.MAX_VALUE - random.nextInt(16);
      case 3 -> limits.largest() + random.nextLong(limits.largest() + 1);
      default -> random.nextLong(limits.largest() + 1);
    };
  }

  private Operation badRequest() {
    // An alignment that is ignored cannot be wrong.
    int choices = limits.maxAlignment() > limits.minAlignment() ? 4 : 1;
    return switch (random.nextInt(choices)) {
      case 0 -> new Operation(Operation.Kind.BAD_REQUEST, 0, negative(), 1);
      case 1 -> new Operation(Operation.Kind.BAD_REQUEST, 0, 1 + random.nextInt(64), 0);
      case 2 -> new Operation(Operation.Kind.BAD_REQUEST, 0, 1 + random.nextInt(64), negative());
      default -> new Operation(Operation.Kind.BAD_REQUEST, 0, 1 + random.nextInt(64), 3);
    };
  }

  private long negative() {
    return random.nextBoolean() ? -1 : Long.MIN_VALUE + random.nextInt(2);
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
