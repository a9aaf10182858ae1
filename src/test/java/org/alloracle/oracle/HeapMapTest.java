package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.alloracle.oracle.Violation.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Maps and messages to the letter, at the ends of the address space and of what is drawn. */
final class HeapMapTest {
  private static Block block(long address, long last) {
    return new Block(address, last, last - address + 1, 1, 0, -1, 0, 0);
  }

  private static String map(Block subject, @Nullable Block other, Block... blocks) {
    Violation violation =
        new Violation(
            Kind.OVERLAP_LEFT,
            2,
            0,
            -1,
            subject.address(),
            subject,
            other,
            0,
            "message",
            List.of(blocks),
            0);
    StringBuilder text = new StringBuilder();
    HeapMap.draw(violation, "", text);
    return text.toString();
  }

  /** Half of what is in conflict is drawn on either side, but 32 bytes at least. */
  @Test
  void whatIsDrawn() {
    Block subject = block(100, 115);
    Block other = block(108, 123);
    assertEquals(
        """
          0x3c..43   8 bytes |                                        | event 1
          0x3c..44   9 bytes |#                                       | event 1
          0x00..63 100 bytes |###############                         | event 1
        > 0x64..73  16 bytes |              ########                  | event 1
        ! 0x6c..7b  16 bytes |                  ########              | event 1
          0x7c..83   8 bytes |                         ----           | event 1, freed by event 9
          0x9b..c8  46 bytes |                                       #| event 1
          0x9c..c8  45 bytes |                                        | event 1
        """,
        map(
            subject,
            other,
            block(60, 67),
            block(60, 68),
            block(0, 99),
            subject,
            other,
            new Block(124, 131, 8, 1, 0, -1, 9, 0),
            block(155, 200),
            block(156, 200)));
    Block large = block(1000, 1999);
    Block small = block(1200, 1299);
    assertEquals(
        """
          0x190..1f4  101 bytes |                                        | event 1
          0x190..1f5  102 bytes |#                                       | event 1
        > 0x3e8..7cf 1000 bytes |         #####################          | event 1
        ! 0x4b0..513  100 bytes |             ###                        | event 1
          0x9c3..a28  102 bytes |                                        | event 1
        """,
        map(large, small, block(400, 500), block(400, 501), large, small, block(2499, 2600)));
  }

  @Test
  void theEndsOfTheAddressSpace() {
    Block first = block(0, 15);
    Block next = block(8, 23);
    assertEquals(
        """
        > 0x00..0f 16 bytes |###########                             | event 1
        ! 0x08..17 16 bytes |     ############                       | event 1
          0x30..37  8 bytes |                                  ######| event 1
          0x37..3c  6 bytes |                                       #| event 1
          0x38..3c  5 bytes |                                        | event 1
        """,
        map(first, next, first, next, block(48, 55), block(55, 60), block(56, 60)));
    Block last = block(-16, -1);
    Block before = block(-32, -9);
    assertEquals(
        """
          0xffffffffffffffbf..ffffffffffffffc0  2 bytes |#                                       | event 1
          0xffffffffffffffbe..ffffffffffffffbf  2 bytes |                                        | event 1
        ! 0xffffffffffffffe0..fffffffffffffff7 24 bytes |                    ###############     | event 1
        > 0xfffffffffffffff0..ffffffffffffffff 16 bytes |                              ##########| event 1
        """,
        map(last, before, block(-65, -64), block(-66, -65), before, last));
    Block all = block(0, -1);
    Block middle = block(Long.MIN_VALUE, Long.MIN_VALUE + 15);
    assertEquals(
        """
        > 0x0000000000000000..ffffffffffffffff  0 bytes |########################################| event 1
        ! 0x8000000000000000..800000000000000f 16 bytes |                    #                   | event 1
          0xfffffffffffffff0..ffffffffffffffff 16 bytes |                                       #| event 1
        """,
        map(all, middle, all, middle, block(-16, -1)));
  }

  /** Nothing is added to what takes more than an eighth of the address space. */
  @Test
  void blocksOfVastSize() {
    String full = "#".repeat(40);
    for (long span : new long[] {1L << 61, 1L << 62, Long.MAX_VALUE - 2}) {
      Block block = block(1L << 62, (1L << 62) + span);
      String text = map(block, null, block);
      assertEquals("|" + full + "|", text.substring(text.indexOf('|'), text.lastIndexOf('|') + 1));
    }
    Block block = block(1L << 62, (1L << 62) + Long.MAX_VALUE / 4);
    String text = map(block, null, block);
    String bar = "|" + " ".repeat(10) + full.substring(19) + " ".repeat(9) + "|";
    assertEquals(bar, text.substring(text.indexOf('|'), text.lastIndexOf('|') + 1));
  }

  /** Of a block around the middle of the address space, given by its ends from there. */
  private static Kind kind(long first, long last, Block old) {
    return Wording.overlapKind(block(Long.MIN_VALUE + first, Long.MIN_VALUE + last), old);
  }

  @Test
  void howBlocksOverlap() {
    Block old = block(Long.MAX_VALUE - 4, Long.MIN_VALUE + 4);
    assertEquals(Kind.OVERLAP_LEFT, kind(-9, -5, old));
    assertEquals(Kind.OVERLAP_LEFT, kind(-9, 3, old));
    assertEquals(Kind.OVERLAP_ENCLOSING, kind(-9, 4, old));
    assertEquals(Kind.OVERLAP_ENCLOSING, kind(-9, 5, old));
    assertEquals(Kind.OVERLAP_SAME_START, kind(-5, 2, old));
    assertEquals(Kind.OVERLAP_INSIDE, kind(-4, 3, old));
    assertEquals(Kind.OVERLAP_INSIDE, kind(-4, 4, old));
    assertEquals(Kind.OVERLAP_RIGHT, kind(-4, 5, old));
    Block over = block(0, 20);
    assertEquals(block(5, 9), Wording.mostTelling(over, List.of(block(10, 30), block(5, 9))));
    assertEquals(block(10, 30), Wording.mostTelling(over, List.of(block(10, 30), block(20, 30))));
  }

  @Test
  void offsetsAndMessages() {
    Wording wording = new Wording(false);
    Block other = new Block(16, 47, 32, 3, 30, 2, 0, 0);
    Block freed = new Block(16, 47, 32, 3, 0, 0, 5, 50);
    assertEquals(-1, Wording.offset(Kind.UNKNOWN_FREE, 20, null, 0));
    assertEquals(4, Wording.offset(Kind.MISALIGNED, 20, null, 8));
    assertEquals(0, Wording.offset(Kind.OVERLAP_LEFT, 8, other, 0));
    assertEquals(4, Wording.offset(Kind.INTERIOR_FREE, 20, other, 0));
    String said = wording.message(Kind.UNKNOWN_FREE, 20, null, List.of(), null, 0);
    assertEquals("0x14 was freed, and no block ever was there", said);
    said = wording.message(Kind.INTERIOR_FREE, 17, null, List.of(other), other, 0);
    String live = "the live block 0x10 of 32 bytes (event 3, line 30, thread 2)";
    assertEquals("0x11 was freed, 1 byte into " + live, said);
    said = wording.message(Kind.INTERIOR_FREE_OF_FREED, 20, null, List.of(freed), freed, 0);
    String death = "freed by event 5, line 50";
    assertEquals("0x14 was freed, 4 bytes into the block 0x10 that was " + death, said);
    said = wording.message(Kind.DOUBLE_FREE, 16, null, List.of(freed), freed, 0);
    assertEquals("0x10 was freed again: it was " + death, said);
    Block made = block(20, 27);
    String block = "the new block 0x14 of 8 bytes ";
    said = wording.message(Kind.MISALIGNED, 20, made, List.of(), null, 16);
    assertEquals(block + "is 4 bytes past a multiple of 16 bytes, its alignment", said);
    said = wording.message(Kind.USABLE_BELOW_REQUEST, 20, made, List.of(), null, 1);
    assertEquals(block + "has only 1 byte usable", said);
    said = wording.message(Kind.OUTSIDE_MEMORY, 20, made, List.of(), null, 8);
    assertEquals(block + "reaches outside the memory there is", said);
    said = wording.message(Kind.OVERLAP_INSIDE, 20, made, List.of(other), other, 0);
    assertEquals(block + "lies inside " + live + ", 4 bytes into it", said);
    said = wording.message(Kind.OVERLAP_RIGHT, 20, made, List.of(other, freed, made), other, 0);
    assertEquals(block + "begins inside " + live + ", 4 bytes into it and overlaps 2 more", said);
    said = wording.message(Kind.OVERLAP_LEFT, 8, block(8, 16), List.of(other), other, 0);
    assertEquals("the new block 0x8 of 9 bytes runs 1 byte into " + live, said);
    Wording numbers = new Wording(true);
    said = numbers.message(Kind.OVERLAP_SAME_START, 16, block(16, 16), List.of(other), other, 0);
    String twice = "the new block 15 of 1 byte was handed out while live: ";
    assertEquals(twice + "event 3, line 30, thread 2", said);
    said = numbers.message(Kind.INTERIOR_FREE, 16, null, List.of(other), other, 0);
    assertEquals("15 was freed, 0 bytes into the live block 15 (event 3, line 30, thread 2)", said);
    assertEquals("event 1, line 1, thread 0", Wording.place(1, 1, 0));
    assertEquals("event 1", Wording.place(1, 0, -1));
  }
}
