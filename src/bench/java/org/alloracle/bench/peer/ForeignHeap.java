package org.alloracle.bench.peer;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The malloc and free of a native library by {@code java.lang.foreign}, which is reached by
 * reflection because Java 17 does not have it. One library a process, so that the handles are
 * constants to the compiler.
 */
final class ForeignHeap extends Heap {
  private static @Nullable Path library;

  private static final class Calls {
    static final MethodHandle MALLOC;
    static final MethodHandle FREE;

    static {
      try {
        Linker linker = new Linker(library);
        MALLOC = linker.handle("malloc", true);
        FREE = linker.handle("free", false);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  private final long[] blocks;

  /**
   * Opens a library.
   *
   * @param file the library, or null for the C library of the process
   */
  static Heap open(@Nullable Path file, int slots) {
    library = file;
    return new ForeignHeap(slots);
  }

  private ForeignHeap(int slots) {
    blocks = new long[slots];
  }

  static boolean isHere() {
    return Runtime.version().feature() >= 22;
  }

  @Override
  public void allocate(int slot, int size) {
    try {
      blocks[slot] = (long) Calls.MALLOC.invokeExact((long) size);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void free(int slot) {
    try {
      Calls.FREE.invokeExact(blocks[slot]);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Heap forThisThread() {
    return this;
  }

  @Override
  public long address(int slot) {
    return blocks[slot];
  }

  /** Addresses go as plain 64-bit numbers, so that no object is made a call. */
  private static final class Linker {
    private final Object linker;
    private final Object symbols;

    Linker(@Nullable Path file) throws ReflectiveOperationException {
      linker = named("Linker").getMethod("nativeLinker").invoke(null);
      symbols =
          file == null
              ? named("Linker").getMethod("defaultLookup").invoke(linker)
              : named("SymbolLookup")
                  .getMethod("libraryLookup", Path.class, named("Arena"))
                  .invoke(null, file, named("Arena").getMethod("global").invoke(null));
    }

    MethodHandle handle(String name, boolean returns) throws ReflectiveOperationException {
      Optional<?> symbol =
          (Optional<?>) named("SymbolLookup").getMethod("find", String.class).invoke(symbols, name);
      Object number = named("ValueLayout").getField("JAVA_LONG").get(null);
      Object one = Array.newInstance(named("MemoryLayout"), 1);
      Array.set(one, 0, number);
      Class<?> many = one.getClass();
      Class<?> descriptor = named("FunctionDescriptor");
      Object shape =
          returns
              ? descriptor.getMethod("of", named("MemoryLayout"), many).invoke(null, number, one)
              : descriptor.getMethod("ofVoid", many).invoke(null, one);
      // A critical call does not tell the collector where the thread is: it costs less.
      Object options = Array.newInstance(named("Linker$Option"), 1);
      Array.set(
          options,
          0,
          named("Linker$Option").getMethod("critical", boolean.class).invoke(null, false));
      Method make =
          named("Linker")
              .getMethod("downcallHandle", named("MemorySegment"), descriptor, options.getClass());
      return (MethodHandle) make.invoke(linker, symbol.orElseThrow(), shape, options);
    }

    private static Class<?> named(String name) throws ClassNotFoundException {
      return Class.forName("java.lang.foreign." + name);
    }
  }
}
