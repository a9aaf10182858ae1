package org.alloracle.magazine;

import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;

/** Questions to the memory model about magazines that threads share, asked with jcstress. */
final class MagazineOrderTest {
  @Test
  void anObjectAndItsContentsHaveOneOwner() throws Exception {
    Jcstress.of(MagazineOrders.class).requireGood("Contents", "TwoFrees");
  }
}
