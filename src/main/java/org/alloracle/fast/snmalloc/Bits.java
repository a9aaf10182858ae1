package org.alloracle.fast.snmalloc;

import java.util.Arrays;

/** A set of small numbers that knows its lowest. It grows with the greatest. */
final class Bits {
  private long[] words = new long[1];

  /** No word before this one has a bit. */
  private int from;

  void add(int number) {
    int word = number >> 6;
    if (word >= words.length) {
      words = Arrays.copyOf(words, Math.max(word + 1, 2 * words.length));
    }
    words[word] |= 1L << number;
    from = Math.min(from, word);
  }

  void remove(int number) {
    words[number >> 6] &= ~(1L << number);
  }

  boolean has(int number) {
    int word = number >> 6;
    return word < words.length && (words[word] & (1L << number)) != 0;
  }

  /** The lowest number, or -1. */
  int lowest() {
    while (from < words.length) {
      if (words[from] != 0) {
        return (from << 6) + Long.numberOfTrailingZeros(words[from]);
      }
      from++;
    }
    return -1;
  }
}
