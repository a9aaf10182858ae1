package org.alloracle.evidence.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
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
    /** It returns this; a constructor its object; null where there is no result. */
    void returned(@Nullable Object result);

    /** It throws this. */
    void threw(RuntimeException thrown);
  }

  /** Constructors that have begun, and call another one first. */
  private static final ThreadLocal<Deque<Call>> BEGUN = ThreadLocal.withInitial(ArrayDeque::new);

  private Watch() {}

  /** A method begins. */
  public static Call enter(
      Class<?> type, String method, @Nullable Object self, @Nullable Object[] arguments) {
    Checker checker = CHECKER.get();
    return checker == null ? NOBODY : checker.enter(type, method, self, false, arguments, NOBODY);
  }

  /** A constructor begins: its object has nothing yet. */
  public static Call building(Class<?> type, String constructor, @Nullable Object[] arguments) {
    Checker checker = CHECKER.get();
    return checker == null
        ? NOBODY
        : checker.enter(type, constructor, null, true, arguments, NOBODY);
  }

  /** A constructor begins, before anything is evaluated for the one that it calls first. */
  public static <T> T first(Call call, T argument) {
    BEGUN.get().push(call);
    return argument;
  }

  /** The constructor that began last, and goes on. */
  public static Call begun() {
    return BEGUN.get().pop();
  }

  /** Whom this thread's calls are told from now on. */
  static void tell(@Nullable Checker checker) {
    CHECKER.set(checker);
    BEGUN.get().clear();
  }
}
