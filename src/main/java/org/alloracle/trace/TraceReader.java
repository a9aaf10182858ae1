package org.alloracle.trace;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A log read event by event, in constant memory. Confined to one thread.
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
   * @throws TraceException at the first line that the format does not allow
   */
  @Nullable Event next() throws IOException;

  /** Records read so far: logged calls, an mtrace realloc being two. */
  long records();

  /**
   * Whether the log stopped in the middle of a record, as when the program was killed. Meaningful
   * once {@link #next} has returned null.
   */
  boolean truncated();

  /** Bytes of the file consumed so far, before decompression, for a progress bar. */
  long bytesRead();
}
