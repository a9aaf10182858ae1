package org.alloracle.reference.michael;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The superblock of the reference beside one that is a list, in every state that it can reach. */
final class SuperblockTest {

  /** What the paper says, with a chain that is a list. */
  private static final class Listed {
    final Deque<Integer> chain = new ArrayDeque<>();
    final Set<Integer> live = new TreeSet<>(Set.of(0));
    final int blocks;
    final int credits;
    int count;
    int reserved;
    int state = Anchor.ACTIVE;

    Listed(int blocks, int credits) {
      this.blocks = blocks;
      this.credits = credits;
      for (int b = 1; b < blocks; b++) {
        chain.add(b);
      }
      reserved = Math.min(blocks - 1, credits);
      count = blocks - 1 - reserved;
    }

    int take() {
      if (state == Anchor.ACTIVE) {
        reserved--;
      } else {
        count--;
        reserved = 0;
      }
      if (reserved == 0) {
        reserved = Math.min(count, credits);
        count -= reserved;
        state = reserved == 0 ? Anchor.FULL : Anchor.ACTIVE;
      }
      int b = chain.pop();
      live.add(b);
      return b;
    }

    void giveUp() {
      count += reserved;
      reserved = 0;
      state = Anchor.PARTIAL;
    }

    void put(int b) {
      live.remove(b);
      chain.push(b);
      if (live.isEmpty() && state != Anchor.ACTIVE) {
        state = Anchor.EMPTY;
      } else {
        count++;
        state = state == Anchor.FULL ? Anchor.PARTIAL : state;
      }
    }

    @Override
    public String toString() {
      return state + " " + count + "+" + reserved + " " + chain;
    }
  }

  /** A call: -1 takes, -2 gives up the active one, any other puts that block. */
  private static List<Integer> calls(Listed listed) {
    List<Integer> calls = new ArrayList<>();
    if (listed.state == Anchor.ACTIVE || listed.state == Anchor.PARTIAL) {
      calls.add(-1);
    }
    if (listed.state == Anchor.ACTIVE && !listed.live.isEmpty()) {
      calls.add(-2);
    }
    calls.addAll(listed.live);
    return calls;
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 7", "2, 64, 7", "3, 1, 31", "3, 2, 43", "4, 1, 129", "4, 3, 237"})
  void everyStateThatItCanReach(int blocks, int credits, int states) {
    Set<String> seen = new HashSet<>();
    Deque<List<Integer>> open = new ArrayDeque<>();
    open.add(List.of());
    while (!open.isEmpty()) {
      List<Integer> story = open.poll();
      Listed listed = run(story, blocks, credits);
      if (seen.add(listed.toString())) {
        for (int call : calls(listed)) {
          List<Integer> longer = new ArrayList<>(story);
          longer.add(call);
          open.add(longer);
        }
      }
    }
    assertEquals(states, seen.size());
  }

  /** Runs the calls on both, and compares all there is to see after each. */
  private static Listed run(List<Integer> story, int blocks, int credits) {
    Superblock superblock = new Superblock(blocks, credits);
    Listed listed = new Listed(blocks, credits);
    long tag = 0;
    same(listed, superblock, tag, story);
    for (int call : story) {
      if (call == -1) {
        boolean active = listed.state == Anchor.ACTIVE;
        int b = active ? superblock.takeFromActive() : superblock.takeFromPartial();
        assertEquals(listed.take(), b, () -> "the block taken, last of " + story);
        tag++;
      } else if (call == -2) {
        listed.giveUp();
        superblock.giveUpActive();
      } else {
        listed.put(call);
        superblock.put(call);
      }
      same(listed, superblock, tag, story);
    }
    return listed;
  }

  private static void same(Listed listed, Superblock superblock, long tag, List<Integer> story) {
    long anchor = superblock.anchor();
    Integer head = listed.chain.peek();
    assertEquals(head == null ? listed.blocks : head, Anchor.avail(anchor), () -> "avail " + story);
    assertEquals(listed.count, Anchor.count(anchor), () -> "count " + story);
    assertEquals(listed.state, Anchor.state(anchor), () -> "state " + story);
    assertEquals(tag, Anchor.tag(anchor), () -> "tag " + story);
    assertEquals(listed.reserved, superblock.reserved(), () -> "reserved " + story);
    assertEquals(listed.live.size(), superblock.liveBlocks(), () -> "live " + story);
    for (int b = 0; b < listed.blocks; b++) {
      assertEquals(listed.live.contains(b), superblock.live(b), "block " + b + " " + story);
    }
  }

  @Test
  void anActiveSuperblockIsNeverSeenEmpty() {
    Superblock superblock = new Superblock(2, 64);
    superblock.put(0);
    assertEquals(Anchor.ACTIVE, Anchor.state(superblock.anchor()));
    assertEquals(1, superblock.takeFromActive() + superblock.takeFromActive());
    superblock.put(0);
    superblock.put(1);
    assertEquals(Anchor.EMPTY, Anchor.state(superblock.anchor()));
    assertEquals(1, Anchor.count(superblock.anchor()));
  }

  @Test
  void whatIsNoSuperblockIsRefused() {
    for (int[] wrong : new int[][] {{1, 1}, {0, 1}, {-5, 1}, {1024, 1}, {2, 0}, {2, 65}}) {
      assertThrows(IllegalArgumentException.class, () -> new Superblock(wrong[0], wrong[1]));
    }
    assertFalse(new Superblock(1023, 64).live(-1));
    assertFalse(new Superblock(1023, 64).live(1023));
  }

  @Test
  void anAnchorGivesBackItsFields() {
    for (int field : new int[] {0, 1, 2, 511, 1022, 1023}) {
      for (int state = 0; state < 4; state++) {
        for (long tag : new long[] {0, 1, 1L << 40, Anchor.TAGS - 1}) {
          long anchor = Anchor.of(field, 1023 - field, state, tag);
          int expected = state;
          assertAll(
              () -> assertEquals(field, Anchor.avail(anchor)),
              () -> assertEquals(1023 - field, Anchor.count(anchor)),
              () -> assertEquals(expected, Anchor.state(anchor)),
              () -> assertEquals(tag, Anchor.tag(anchor)));
        }
      }
    }
  }
}
