package org.alloracle.magazine;

import java.nio.file.Path;
import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the memory model about magazines that threads share, asked with jcstress. */
final class MagazineOrderTest {
  @TempDir Path folder;

  @Test
  void anObjectAndItsContentsHaveOneOwner() throws Exception {
    Jcstress.run(MagazineOrders.class, folder).requireGood("Contents", "TwoFrees");
  }
}
