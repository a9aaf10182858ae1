package org.alloracle.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MultiplesTest {
  @Test
  void powersOfTwoAreThoseWithOneBit() {
    for (long x = -1000; x < 100_000; x++) {
      assertEquals(x > 0 && Long.bitCount(x) == 1, Multiples.powerOfTwo(x));
    }
    for (int bit = 0; bit < 63; bit++) {
      assertTrue(Multiples.powerOfTwo(1L << bit));
    }
    assertEquals(false, Multiples.powerOfTwo(Long.MIN_VALUE));
    assertEquals(false, Multiples.powerOfTwo(Long.MAX_VALUE));
  }

  @Test
  void roundsDownAndUp() {
    for (long m = 1; m < 70; m++) {
      for (long x = 0; x < 1000; x++) {
        assertEquals(x / m * m, Multiples.down(x, m));
        assertEquals((x + m - 1) / m * m, Multiples.up(x, m));
      }
    }
  }
}
