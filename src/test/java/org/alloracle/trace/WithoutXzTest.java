package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library user has no xz: packed logs are refused with a reason, plain ones are read. */
final class WithoutXzTest {
  @Test
  void packedLogsAreRefused(@TempDir Path folder) throws Exception {
    Path packed =
        Files.write(folder.resolve("log.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1});
    Path plain = Files.writeString(folder.resolve("log"), "1 m 8 = 1000 18\n");
    URL classes = Traces.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader bare =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> format = bare.loadClass(Format.class.getName());
      var open = bare.loadClass(Traces.class.getName()).getMethod("open", Path.class, format);
      ((AutoCloseable) open.invoke(null, plain, null)).close();
      InvocationTargetException refusal =
          assertThrows(InvocationTargetException.class, () -> open.invoke(null, packed, null));
      assertEquals(
          packed
              + ": packed by xz, which needs the library org.tukaani:xz on the class path; or"
              + " unpack it first with xz -d",
          refusal.getTargetException().getMessage());
    }
  }
}
