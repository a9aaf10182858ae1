package org.alloracle.evidence.runtime;

import org.jspecify.annotations.Nullable;

/** What instrumented references call; it does nothing unless a {@link Checker} is at work here. */
public final class Watch {
  private static final ThreadLocal<@Nullable Checker> CHECKER = new ThreadLocal<>();

  private static final Call NOBODY =
      new Call() {
        @Override
        public void returned(@Nullable Object result) {}

        @Override
        public void threw(RuntimeException thrown) {}
      };

  /** A call that has begun. */
  public interface Call {
    /** It returns this; null of a constructor, and where there is no result. */
    void returned(@Nullable Object result);

    /** It throws this. */
    void threw(RuntimeException thrown);
  }

  private Watch() {}

  /** A method begins. */
  public static Call enter(
      Class<?> type, String method, @Nullable Object self, @Nullable Object[] arguments) {
    Checker checker = CHECKER.get();
    return checker == null ? NOBODY : checker.enter(type, method, self, false, arguments, NOBODY);
  }

  /** A constructor begins: its object has nothing yet. */
  public static Call building(
      Class<?> type, String constructor, Object self, @Nullable Object[] arguments) {
    Checker checker = CHECKER.get();
    return checker == null
        ? NOBODY
        : checker.enter(type, constructor, self, true, arguments, NOBODY);
  }

  /** Whom this thread's calls are told from now on. */
  static void tell(@Nullable Checker checker) {
    CHECKER.set(checker);
  }
}
