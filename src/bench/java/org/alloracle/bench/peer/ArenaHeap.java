package org.alloracle.bench.peer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** An {@code Arena.ofConfined} a block, by handles because Java 17 does not know the class. */
final class ArenaHeap extends Heap {
  private static final MethodHandle OPEN;
  private static final MethodHandle ALLOCATE;
  private static final MethodHandle CLOSE;

  static {
    try {
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      OPEN =
          lookup
              .findStatic(arena, "ofConfined", MethodType.methodType(arena))
              .asType(MethodType.methodType(Object.class));
      // With an alignment, because that method is the arena's own.
      ALLOCATE =
          lookup
              .findVirtual(
                  arena, "allocate", MethodType.methodType(segment, long.class, long.class))
              .asType(MethodType.methodType(Object.class, Object.class, long.class, long.class));
      CLOSE =
          lookup
              .findVirtual(arena, "close", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object[] arenas;
  private final Object[] blocks;

  ArenaHeap(int slots) {
    arenas = new Object[slots];
    blocks = new Object[slots];
  }

  @Override
  public void allocate(int slot, int size) {
    try {
      Object arena = (Object) OPEN.invokeExact();
      arenas[slot] = arena;
      blocks[slot] = (Object) ALLOCATE.invokeExact(arena, (long) size, 1L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void free(int slot) {
    try {
      CLOSE.invokeExact(arenas[slot]);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
