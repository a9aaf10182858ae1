package org.alloracle.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeAt;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.SideBySide.Op;
import org.alloracle.SideBySide.UsableAt;

/**
 * Random calls whose manners are random too: few sizes or all, small or up to the heap's, tides
 * short or long, the oldest block freed first, or the youngest, or any.
 */
final class Calls {
  private final Random random;
  private final long heapBytes;
  private final int sizeBits;
  private final long[] palette;
  private final int alignmentBits;
  private final int tide;
  private final int order;
  private final List<Op> calls = new ArrayList<>();

  private Calls(long seed, long heapBytes) {
    random = new Random(seed);
    this.heapBytes = heapBytes;
    int heapBits = 64 - Long.numberOfLeadingZeros(heapBytes);
    sizeBits = 3 + random.nextInt(Math.max(1, heapBits - 3));
    alignmentBits = 1 + random.nextInt(heapBits);
    tide = 20 << random.nextInt(7);
    order = random.nextInt(4);
    palette = new long[random.nextInt(5)];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = anySize();
    }
  }

  /** So many calls, as a seed has them, for a heap of so many bytes from address 0. */
  static List<Op> of(long seed, int count, long heapBytes) {
    Calls made = new Calls(seed, heapBytes);
    boolean filling = true;
    for (int i = 0; i < count; i++) {
      filling = made.random.nextInt(made.tide) == 0 ? !filling : filling;
      made.add(filling);
    }
    return made.calls;
  }

  private void add(boolean filling) {
    int kind = random.nextInt(100);
    if (kind < 2) {
      calls.add(new FreeAt(random.nextLong(heapBytes + 32) - 16));
    } else if (kind < 4) {
      calls.add(new FreeNear(random.nextInt(1000), random.nextInt(33) - 16));
    } else if (kind < 5) {
      calls.add(new UsableAt(random.nextLong(heapBytes)));
    } else if (kind < 66 == filling) {
      long size =
          palette.length > 0 && kind % 8 != 0 ? palette[random.nextInt(palette.length)] : anySize();
      calls.add(new Allocate(size, kind % 4 == 1 ? 1L << random.nextInt(alignmentBits) : 1));
    } else {
      calls.add(new FreeLive(order == 0 ? 0 : order == 1 ? -1 : random.nextInt(1 << 20)));
    }
  }

  /** As many of each length in bits. */
  private long anySize() {
    return random.nextLong(1L << random.nextInt(sizeBits + 1));
  }
}
