package org.alloracle.bench.peer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/** {@code sun.misc.Unsafe.allocateMemory}, by handles because naming the class is a warning. */
final class UnsafeHeap extends Heap {
  private static final MethodHandle ALLOCATE;
  private static final MethodHandle FREE;

  static {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Object unsafe = instance.get(null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ALLOCATE =
          lookup.bind(unsafe, "allocateMemory", MethodType.methodType(long.class, long.class));
      FREE = lookup.bind(unsafe, "freeMemory", MethodType.methodType(void.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] blocks;

  UnsafeHeap(int slots) {
    blocks = new long[slots];
  }

  @Override
  public void allocate(int slot, int size) {
    try {
      blocks[slot] = (long) ALLOCATE.invokeExact((long) size);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void free(int slot) {
    try {
      FREE.invokeExact(blocks[slot]);
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
}
