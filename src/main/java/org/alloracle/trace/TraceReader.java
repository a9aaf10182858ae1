package org.alloracle.trace;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log read event by event, in constant memory (a log of numbered blocks: one bit for each
 * number). Confined to one thread.
 *
 * <p>{@link Traces#open} makes one.
 */
public interface TraceReader extends Closeable {
  /** The log's name as the user gave it. */
  String name();

  /** The log's format. */
  Format format();

  /**
   * The next event.
   *
   * @return the event, or null at the end of the log
   * @throws TraceException at the first line that the format does not allow, and at every call
   *     after it
   */
  @Nullable Event next() throws TraceException;

  /**
   * Records read so far: logged calls that allocate or free, an mtrace realloc ({@code <} then
   * {@code >}) being two.
   */
  long records();

  /**
   * Whether the log stopped in the middle of a record, as when the program was killed. Meaningful
   * once {@link #next} has returned null.
   */
  boolean truncated();

  /**
   * Whether the log has so far shown the birth of every block. False from the start where {@link
   * Format#complete()} is, and once a log has left out the address of a block.
   */
  boolean complete();

  /**
   * What a user should know about what was read or passed over, in sentences without a final stop;
   * empty for an ordinary log. Meaningful once {@link #next} has returned null.
   */
  List<String> notes();

  /** Bytes of the file consumed so far, before decompression, for a progress bar. */
  long bytesRead();
}
