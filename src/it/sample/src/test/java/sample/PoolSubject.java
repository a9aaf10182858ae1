package sample;

import org.alloracle.oracle.Memory;
import org.alloracle.oracle.Subject;

/** A pool as Alloracle sees it: four methods, and what the pool promises beyond the usual. */
record PoolSubject(Pool pool) implements Subject {
  @Override
  public long allocate(long size, long alignment) {
    return pool.malloc(size);
  }

  @Override
  public void free(long address) {
    pool.free(address);
  }

  @Override
  public long usableSize(long address) {
    return pool.usable(address);
  }

  @Override
  public Memory memory() {
    return Memory.of(pool.memory());
  }

  @Override
  public long minAlignment() {
    return 8;
  }

  @Override
  public long maxAlignment() {
    return 8;
  }

  @Override
  public long heapEnd() {
    return pool.memory().capacity();
  }
}
