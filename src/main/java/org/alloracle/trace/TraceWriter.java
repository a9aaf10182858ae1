package org.alloracle.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/** Writes events as a log. Confined to one thread. */
public interface TraceWriter extends Closeable {
  /**
   * Writes one event.
   *
   * @throws IOException if the log cannot be written
   */
  void write(Event event) throws IOException;

  /** Ends the log and closes what it is written to. */
  @Override
  void close() throws IOException;

  /**
   * A writer of {@link Format#MTLOG}. An unknown thread is written as 1, an unknown usable size as
   * the size asked for, and an alignment is lost where a reallocation has one.
   */
  static TraceWriter mtlog(Writer out) {
    return new MtlogWriter(out);
  }

  /**
   * A writer of {@link Format#MALLOC_LAB}. Addresses become ids in the order of their first
   * appearance as a block; threads, usable sizes and alignments are lost, and so are calls that
   * failed, because a program's request is all that the format can say. A reallocation of a block
   * that is not live reads back as one of none. The log appears when the writer is closed, since
   * its header counts what follows; until then it is held in memory.
   */
  static TraceWriter mallocLab(Writer out) {
    return new MallocLabWriter(out);
  }
}
