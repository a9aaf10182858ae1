package org.alloracle.fast.jemalloc;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.fast.lincheck.Slots;

/**
 * Handles for each of {@link #THREADS}, in turn of each arena. Of blocks of {@link #LARGE} bytes a
 * chunk has one, so that each comes with a chunk and goes with it.
 */
final class SharedArenas implements Slots.Heap {
  static final int THREADS = 5;
  static final int LARGE = 65536;
  static final int SMALL = 2048;

  private final JemallocArenas arenas;
  private final List<JemallocArenas.Handle> handles = new ArrayList<>();
  private final int bytes;

  SharedArenas(int chunks, int arenas, int bytes) {
    this.arenas = new JemallocArenas(chunks, 32, arenas);
    this.bytes = bytes;
    for (int t = 0; t < THREADS; t++) {
      handles.add(this.arenas.handle());
    }
  }

  /** For those who know the class by its name only. */
  static SharedArenas of(int chunks, int arenas, int bytes) {
    return new SharedArenas(chunks, arenas, bytes);
  }

  @Override
  public long allocate(int thread) {
    return handles.get(thread).allocate(bytes, 1);
  }

  @Override
  public void free(int thread, long address) {
    handles.get(thread).free(address);
  }

  @Override
  public void check() {
    arenas.checkInvariants();
  }
}
