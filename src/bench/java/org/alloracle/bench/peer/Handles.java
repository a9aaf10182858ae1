package org.alloracle.bench.peer;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The handles through which threads share an allocator: by convention its class has a public method
 * {@code handle()} that makes one, of the same family. An allocator without it is confined.
 */
final class Handles {
  private Handles() {}

  static boolean of(Object allocator) {
    return method(allocator) != null;
  }

  static Object make(Object allocator) {
    Method method = method(allocator);
    if (method == null) {
      throw new UnsupportedOperationException("confined to one thread");
    }
    try {
      return method.invoke(allocator);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Method method(Object allocator) {
    try {
      return allocator.getClass().getMethod("handle");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
