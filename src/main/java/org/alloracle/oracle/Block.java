package org.alloracle.oracle;

/**
 * A block as the oracle knows it: where it lies, and when it was born and freed.
 *
 * @param address its first byte, unsigned
 * @param last its last byte, unsigned; a block of size 0 has one byte, so that it has an identity
 * @param size bytes requested, unsigned
 * @param event the number of the event that made it, from 1
 * @param line the line of that event, or 0 where there are no lines
 * @param thread the thread of that event, or -1
 * @param freedEvent the number of the event that ended it, or 0 while it lives
 * @param freedLine the line of that event, or 0
 */
public record Block(
    long address,
    long last,
    long size,
    long event,
    long line,
    int thread,
    long freedEvent,
    long freedLine) {

  /** Whether it has not been given back. */
  public boolean isLive() {
    return freedEvent == 0;
  }

  /** Whether a byte of it lies at an address. */
  public boolean covers(long at) {
    return Long.compareUnsigned(address, at) <= 0 && Long.compareUnsigned(at, last) <= 0;
  }

  /** Whether it shares a byte with another block. */
  public boolean overlaps(Block other) {
    return Long.compareUnsigned(address, other.last) <= 0
        && Long.compareUnsigned(other.address, last) <= 0;
  }

  Block withSize(long bytes) {
    return new Block(address, last, bytes, event, line, thread, freedEvent, freedLine);
  }
}
