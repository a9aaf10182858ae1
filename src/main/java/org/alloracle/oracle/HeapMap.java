package org.alloracle.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the blocks around a violation to scale: one line a block, {@code >} before the new one and
 * {@code !} before the one in conflict. Blocks far from the conflict are cut off at the edge.
 */
final class HeapMap {
  private static final int WIDTH = 40;

  private final Violation violation;
  private long low; // the first and last byte drawn
  private long high;

  private HeapMap(Violation violation) {
    this.violation = violation;
  }

  /** Appends the map, each line behind an indent; nothing where blocks have no places. */
  static void draw(Violation violation, String indent, StringBuilder to) {
    if (!violation.neighbourhood().isEmpty()) {
      new HeapMap(violation).draw(indent, to);
    }
  }

  private void draw(String indent, StringBuilder to) {
    List<Block> blocks = violation.neighbourhood();
    frame();
    int digits = 1;
    int sizes = 1;
    for (Block block : blocks) {
      digits = Math.max(digits, Long.toHexString(block.address()).length());
      digits = Math.max(digits, Long.toHexString(block.last()).length());
      sizes = Math.max(sizes, Long.toUnsignedString(block.size()).length());
    }
    for (Block block : blocks) {
      to.append(indent).append(mark(block)).append(" 0x").append(hex(block.address(), digits));
      to.append("..").append(hex(block.last(), digits)).append(' ');
      String size = Long.toUnsignedString(block.size());
      to.append(" ".repeat(sizes - size.length())).append(size).append(" bytes ");
      bar(block, to);
      to.append(' ').append(Wording.place(block.event(), block.line(), block.thread()));
      if (!block.isLive()) {
        to.append(", freed by ");
        to.append(Wording.place(block.freedEvent(), block.freedLine(), -1));
      }
      to.append('\n');
    }
  }

  /** Chooses what to draw: the blocks in conflict, and as much again on either side. */
  private void frame() {
    Block subject = violation.subject();
    Block other = violation.other();
    low = violation.address();
    high = violation.address();
    include(subject);
    include(other);
    long span = high - low;
    long margin = Long.compareUnsigned(span, Long.MAX_VALUE / 4) > 0 ? 0 : Math.max(span / 2, 32);
    low = Long.compareUnsigned(low, margin) < 0 ? 0 : low - margin;
    high = Long.compareUnsigned(-1 - high, margin) < 0 ? -1 : high + margin;
  }

  private void include(@Nullable Block block) {
    if (block != null) {
      low = Long.compareUnsigned(block.address(), low) < 0 ? block.address() : low;
      high = Long.compareUnsigned(block.last(), high) > 0 ? block.last() : high;
    }
  }

  private void bar(Block block, StringBuilder to) {
    int from = column(block.address());
    int until = column(block.last());
    boolean away =
        Long.compareUnsigned(block.last(), low) < 0
            || Long.compareUnsigned(block.address(), high) > 0;
    char fill = block.isLive() ? '#' : '-';
    to.append('|');
    for (int column = 0; column < WIDTH; column++) {
      to.append(!away && column >= from && column <= until ? fill : ' ');
    }
    to.append('|');
  }

  private int column(long address) {
    if (Long.compareUnsigned(address, low) <= 0) {
      return 0;
    }
    if (Long.compareUnsigned(address, high) >= 0) {
      return WIDTH - 1;
    }
    double scale = WIDTH / (unsigned(high - low) + 1);
    return Math.min(WIDTH - 1, (int) (unsigned(address - low) * scale));
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0;
  }

  private char mark(Block block) {
    if (block.equals(violation.subject())) {
      return '>';
    }
    return block.equals(violation.other()) ? '!' : ' ';
  }

  private static String hex(long address, int digits) {
    String hex = Long.toHexString(address);
    return "0".repeat(digits - hex.length()) + hex;
  }
}
