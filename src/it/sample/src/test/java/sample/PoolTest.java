package sample;

import org.alloracle.oracle.Subject;
import org.alloracle.testkit.BlockAllocatorContract;

class PoolTest implements BlockAllocatorContract {
  @Override
  public Subject subject() {
    return new PoolSubject(new Pool(4096));
  }
}
