package sample;

import org.alloracle.oracle.Subject;
import org.alloracle.testkit.BlockAllocatorContract;

class WrongPoolTest implements BlockAllocatorContract {
  @Override
  public Subject subject() {
    return new PoolSubject(new WrongPool(4096));
  }
}
