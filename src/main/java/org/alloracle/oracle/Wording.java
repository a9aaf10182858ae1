package org.alloracle.oracle;

import java.util.List;
import org.alloracle.oracle.Verdict.Leaks;
import org.alloracle.oracle.Verdict.Misordering;
import org.alloracle.oracle.Violation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What violations say.
 *
 * @param numbered whether blocks have numbers, the format's own plus one, instead of addresses
 */
record Wording(boolean numbered) {

  /** The relation between a new block and a live one that it overlaps. */
  static Kind overlapKind(Block block, Block old) {
    int first = Long.compareUnsigned(block.address(), old.address());
    int last = Long.compareUnsigned(block.last(), old.last());
    if (first == 0) {
      return Kind.OVERLAP_SAME_START;
    }
    if (first < 0) {
      return last >= 0 ? Kind.OVERLAP_ENCLOSING : Kind.OVERLAP_LEFT;
    }
    return last <= 0 ? Kind.OVERLAP_INSIDE : Kind.OVERLAP_RIGHT;
  }

  /** Of several overlapped blocks the one to name: an enclosed one before all others. */
  static Block mostTelling(Block block, List<Block> overlapped) {
    for (Block old : overlapped) {
      if (overlapKind(block, old) == Kind.OVERLAP_ENCLOSING) {
        return old;
      }
    }
    return overlapped.get(0);
  }

  /** {@link Violation#offset}. */
  static long offset(Kind kind, long address, @Nullable Block other, long number) {
    if (kind == Kind.MISALIGNED) {
      return address & (number - 1);
    }
    if (other == null) {
      return -1;
    }
    long offset = address - other.address();
    return Long.compareUnsigned(address, other.address()) < 0 ? 0 : offset;
  }

  String message(
      Kind kind,
      long address,
      @Nullable Block subject,
      List<Block> conflicts,
      @Nullable Block other,
      long number) {
    String at = name(address);
    if (subject != null) {
      String made = "the new block " + at + " of " + bytes(subject.size());
      return switch (kind) {
        case OUTSIDE_MEMORY -> made + " reaches outside the memory there is";
        case MISALIGNED ->
            made
                + " is "
                + (address & (number - 1))
                + " bytes past a multiple of "
                + bytes(number)
                + ", its alignment";
        case USABLE_BELOW_REQUEST -> made + " has only " + bytes(number) + " usable";
        default -> overlap(kind, made, subject, conflicts, other);
      };
    }
    if (other == null) {
      return at + " was freed, and no block ever was there";
    }
    String offset = bytes(address - other.address());
    return switch (kind) {
      case DOUBLE_FREE -> at + " was freed again: it was " + death(other);
      case INTERIOR_FREE -> at + " was freed, " + offset + " into the live " + block(other);
      default ->
          at
              + " was freed, "
              + offset
              + " into the block "
              + name(other.address())
              + " that was "
              + death(other);
    };
  }

  /** The blocks that live at the end, the largest by name. */
  String leaks(Leaks leaks) {
    Block largest = leaks.largest().get(0);
    return count(leaks.blocks(), "block")
        + " of "
        + bytes(leaks.bytes())
        + " in all never freed, the largest "
        + leak(largest);
  }

  /** A block that lives at the end. */
  String leak(Block block) {
    return name(block.address()) + " of " + bytes(block.size()) + " (" + birth(block) + ")";
  }

  /** What a later line explained. */
  String misordering(Misordering misordering) {
    Violation suspected = misordering.suspected();
    String first = place(suspected.event(), suspected.line(), suspected.thread());
    String second = place(misordering.event(), misordering.line(), -1);
    Block other = suspected.other();
    return suspected.kind().isOverlap() && other != null
        ? "the free of "
            + name(other.address())
            + " at "
            + second
            + " seems to be logged late: its memory was used again at "
            + first
        : "the birth of "
            + name(suspected.address())
            + " at "
            + second
            + " seems to be logged late: it was freed at "
            + first;
  }

  /** A number and a noun, in the plural where there is not one. */
  static String count(long count, String noun) {
    return Long.toUnsignedString(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private String overlap(
      Kind kind, String made, Block subject, List<Block> conflicts, @Nullable Block other) {
    if (other == null) {
      return made;
    }
    if (numbered) {
      return made + " was handed out while live: " + birth(other);
    }
    String live = "the live " + block(other);
    String how =
        switch (kind) {
          case OVERLAP_SAME_START -> " begins where " + live + " begins";
          case OVERLAP_INSIDE ->
              " lies inside " + live + ", " + offset(subject, other) + " into it";
          case OVERLAP_ENCLOSING -> " encloses " + live;
          case OVERLAP_RIGHT ->
              " begins inside " + live + ", " + offset(subject, other) + " into it";
          default -> " runs " + bytes(subject.last() - other.address() + 1) + " into " + live;
        };
    int more = conflicts.size() - 1;
    return made + how + (more <= 0 ? "" : " and overlaps " + more + " more");
  }

  private static String offset(Block subject, Block other) {
    return bytes(subject.address() - other.address());
  }

  private String block(Block block) {
    String size = numbered ? "" : " of " + bytes(block.size());
    return "block " + name(block.address()) + size + " (" + birth(block) + ")";
  }

  private static String birth(Block block) {
    return place(block.event(), block.line(), block.thread());
  }

  private static String death(Block block) {
    return "freed by " + place(block.freedEvent(), block.freedLine(), -1);
  }

  /** An event, its line if it has one, its thread if it is known. */
  static String place(long event, long line, int thread) {
    return "event "
        + event
        + (line > 0 ? ", line " + line : "")
        + (thread >= 0 ? ", thread " + thread : "");
  }

  String name(long address) {
    return numbered ? Long.toUnsignedString(address - 1) : hex(address);
  }

  static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }

  static String bytes(long count) {
    return count(count, "byte");
  }
}
