package org.alloracle.fast.lincheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.alloracle.TestJvm;

/** Heaps of a package with a bug planted in it, and hunts for it. */
public final class Planted {
  private Planted() {}

  /**
   * What a class's static method {@code of} makes, in a package that was loaded anew. Lincheck
   * makes its own loader for the checked class, so the changed package comes in from outside.
   *
   * @param loader of {@link org.alloracle.MutatedSource}
   */
  public static Supplier<Slots.Heap> heap(ClassLoader loader, Class<?> heap, Object... arguments)
      throws ClassNotFoundException {
    Method of =
        Arrays.stream(loader.loadClass(heap.getName()).getDeclaredMethods())
            .filter(method -> method.getName().equals("of"))
            .findFirst()
            .orElseThrow();
    of.setAccessible(true);
    return () -> {
      try {
        return (Slots.Heap) of.invoke(null, arguments);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    };
  }

  /**
   * What a test's main method says in a JVM of its own: Lincheck keeps what it made of a class by
   * the class's name.
   */
  public static String said(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(main.getName());
    command.addAll(List.of(arguments));
    TestJvm run = TestJvm.run(TestJvm.command(command));
    assertEquals(0, run.exitCode(), run.said());
    return run.said();
  }
}
