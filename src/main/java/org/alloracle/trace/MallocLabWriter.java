package org.alloracle.trace;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;

/** Writes {@link Format#MALLOC_LAB} with the header of four numbers. */
final class MallocLabWriter implements TraceWriter {
  private final Writer out;
  private final StringBuilder operations = new StringBuilder();
  private final Map<Long, Long> ids = new HashMap<>();
  private long nextId;
  private long count;

  MallocLabWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Event event) {
    switch (event.kind()) {
      case ALLOCATE -> {
        if (event.block() != Event.NULL) {
          operation('a', born(event.block()), event.size());
        }
      }
      case FREE -> free(event.old());
      case REALLOCATE -> reallocate(event);
    }
  }

  private void reallocate(Event event) {
    if (event.block() == Event.NULL) {
      if (event.size() == 0) {
        free(event.old());
      }
    } else if (event.size() == 0) {
      // "r ID 0" would say that no block came back
      free(event.old());
      operation('a', born(event.block()), 0);
    } else if (event.old() == Event.NULL) {
      operation('r', born(event.block()), event.size());
    } else {
      long id = known(event.old());
      ids.remove(event.old());
      ids.put(event.block(), id);
      operation('r', id, event.size());
    }
  }

  private void free(long old) {
    count++;
    operations.append("f ").append(old == Event.NULL ? -1 : known(old)).append('\n');
  }

  private void operation(char name, long id, long size) {
    count++;
    operations.append(name).append(' ').append(id).append(' ');
    operations.append(Long.toUnsignedString(size)).append('\n');
  }

  /** A new id for a block; an address that is handed out again is another block. */
  private long born(long block) {
    ids.put(block, nextId);
    return nextId++;
  }

  /** The id of a block, kept after its free so that a second free of it is one here too. */
  private long known(long block) {
    Long id = ids.get(block);
    return id != null ? id : born(block);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      out.append("0\n" + nextId + "\n" + count + "\n1\n");
      out.append(operations);
    }
  }
}
