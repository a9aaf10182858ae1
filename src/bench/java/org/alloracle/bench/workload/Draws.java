package org.alloracle.bench.workload;

/** Random numbers, the same as those of {@code src/bench/c/native.c} (splitmix64). */
public final class Draws {
  private static final long SEED = 42;

  /** Numbers drawn before the clock starts, then used over and over. */
  static final int LENGTH = 1 << 15;

  private long state;

  /** The generator of a thread, from 0, or of a purpose. */
  public Draws(int stream) {
    state = SEED + stream;
  }

  /** Any 64 bits. */
  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from {@code low} to {@code high}, both possible. */
  public int between(int low, int high) {
    return low + (int) ((next() >>> 33) % (high - low + 1));
  }

  /** A number from 0, less than 1. */
  public double fraction() {
    return (next() >>> 11) * 0x1p-53;
  }

  int[] many(int low, int high) {
    int[] numbers = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = between(low, high);
    }
    return numbers;
  }

  /** Numbers from {@code low} to {@code high}; the lower the shape, the more are large. */
  int[] pareto(int low, int high, double shape) {
    int[] numbers = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = (int) Math.min(high, low / Math.pow(1 - fraction(), 1 / shape));
    }
    return numbers;
  }

  /** Numbers from {@code low} to {@code high}, fewer and fewer; {@code mean} without the bounds. */
  int[] exponential(int low, int high, int mean) {
    int[] numbers = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = (int) Math.min(high, low - mean * Math.log(1 - fraction()));
    }
    return numbers;
  }

  /** The numbers below {@code n} in random order. */
  int[] order(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = between(0, i);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
