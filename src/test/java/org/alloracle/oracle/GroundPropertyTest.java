package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The ground against a sorted map of intervals, which never forgets one. */
final class GroundPropertyTest {
  /** Each part by its first byte, as the block that it is, or that it is left of. */
  private static final class Intervals {
    final NavigableMap<Long, Block> parts = new TreeMap<>(Long::compareUnsigned);

    /** Takes a range out of all parts. */
    void clear(long address, long last, long event) {
      Map.Entry<Long, Block> part = parts.floorEntry(last);
      while (part != null && Long.compareUnsigned(part.getValue().last(), address) >= 0) {
        long first = part.getKey();
        Block block = part.getValue();
        block = block.isLive() ? died(block, event) : block;
        parts.remove(first);
        if (Long.compareUnsigned(first, address) < 0) {
          parts.put(first, until(block, first, address - 1));
        }
        if (Long.compareUnsigned(block.last(), last) > 0) {
          parts.put(last + 1, until(block, last + 1, block.last()));
        }
        part = parts.floorEntry(last);
      }
    }

    private static Block died(Block b, long event) {
      return new Block(
          b.address(), b.last(), b.size(), b.event(), b.line(), b.thread(), event, event + 7);
    }

    private static Block until(Block b, long first, long last) {
      return new Block(
          b.address(),
          last,
          first == b.address() ? b.size() : last - b.address() + 1,
          b.event(),
          b.line(),
          b.thread(),
          b.freedEvent(),
          b.freedLine());
    }

    @Nullable Block around(long address) {
      Map.Entry<Long, Block> part = parts.floorEntry(address);
      boolean covers = part != null && Long.compareUnsigned(part.getValue().last(), address) >= 0;
      return covers ? part.getValue() : null;
    }

    boolean isLive(long address) {
      Block block = parts.get(address);
      return block != null && block.isLive();
    }

    boolean free(long address, long event) {
      boolean live = isLive(address);
      if (live) {
        parts.compute(address, (at, block) -> died(block, event));
      }
      return live;
    }

    List<Block> live() {
      return parts.values().stream().filter(Block::isLive).toList();
    }

    List<Block> liveWithin(long address, long last) {
      Block range = new Block(address, last, 0, 0, 0, 0, 0, 0);
      return live().stream().filter(range::overlaps).toList();
    }

    List<Block> liveNear(long address, int wanted) {
      List<Block> near =
          new ArrayList<>(
              parts.headMap(address, true).descendingMap().values().stream()
                  .limit(100)
                  .filter(Block::isLive)
                  .limit(wanted)
                  .toList());
      parts.tailMap(address, false).values().stream()
          .limit(100)
          .filter(Block::isLive)
          .limit(wanted)
          .forEach(near::add);
      return near;
    }
  }

  /** A random run on both. */
  private static final class Run {
    private final Random random;
    private final Ground ground;
    private final Intervals model = new Intervals();
    private final boolean sweeping;
    private final long base;
    private final int bits;
    private long event;

    Run(long seed, int bits, int where, boolean sweeping) {
      this.random = new Random(seed);
      this.ground = sweeping ? new Ground(random.nextInt(20)) : new Ground();
      this.sweeping = sweeping;
      this.bits = bits;
      this.base = LiveBlocksPropertyTest.base(where, bits);
    }

    void run() {
      int seizing = random.nextInt(3) * 10;
      int longest = 1 + random.nextInt(1 << Math.min(bits, 5));
      List<Long> starts = new ArrayList<>(List.of(base));
      while (event < 300) {
        event++;
        ground.now(event, event + 7, (int) event % 5);
        long address =
            random.nextInt(3) == 0 ? anywhere() : starts.get(random.nextInt(starts.size()));
        long last = end(address, random.nextInt(10) == 0 ? 1 << bits : longest);
        int chance = random.nextInt(100);
        if (chance < 45) {
          boolean clean = model.liveWithin(address, last).isEmpty();
          assertEquals(clean, ground.claim(address, last, event * 3));
          if (clean) {
            put(address, last);
          }
          starts.add(address);
        } else if (chance < 45 + seizing) {
          ground.seize(address, last, event * 3);
          put(address, last);
          starts.add(address);
        } else if (chance < 98) {
          assertEquals(model.free(address, event), ground.free(address));
        } else if (!model.isLive(address)) {
          ground.freedUnseen(address);
          model.clear(address, address, event);
          model.parts.put(address, new Block(address, address, 0, 0, 0, -1, event, event + 7));
        }
        ground.checkInvariants();
        compare(address);
        compare(last);
        compare(anywhere());
      }
      for (long i = 0; i < 1L << bits; i++) {
        compare(base + i);
      }
    }

    private long anywhere() {
      return base + random.nextLong(1L << bits);
    }

    private long end(long address, int longest) {
      long last = address + random.nextInt(longest);
      return Long.compareUnsigned(last, address) < 0 ? -1 : last;
    }

    private void put(long address, long last) {
      model.clear(address, last, event);
      int thread = (int) event % 5;
      model.parts.put(address, new Block(address, last, event * 3, event, event + 7, thread, 0, 0));
    }

    private void compare(long address) {
      Block expected = model.around(address);
      Block found = ground.around(address);
      if (sweeping && expected != null && found != null && !expected.isLive()) {
        // The past does not note at once what newer blocks took of a part.
        expected = Intervals.until(expected, -1, found.last());
        found = Intervals.until(found, -1, found.last());
      }
      assertEquals(expected, found);
      assertEquals(model.isLive(address), ground.isLive(address));
      long last = end(address, 1 << bits);
      assertEquals(model.liveWithin(address, last), ground.liveWithin(address, last));
      List<Block> live = new ArrayList<>();
      ground.forEachLive(live::add);
      assertEquals(model.live(), live);
      assertEquals(live.size(), ground.live());
      if (!sweeping) {
        int wanted = random.nextInt(6);
        assertEquals(model.liveNear(address, wanted), ground.liveNear(address, wanted));
      }
    }
  }

  /** So few addresses that blocks fit, split, join and cut one another in every way. */
  @Property(tries = 300)
  void agreesWithIntervals(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 10) int bits,
      @ForAll @IntRange(min = 0, max = 3) int where,
      @ForAll boolean sweeping) {
    new Run(seed, bits, where, sweeping).run();
  }
}
