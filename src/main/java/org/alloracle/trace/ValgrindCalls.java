package org.alloracle.trace;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The calls that valgrind's {@code --trace-malloc=yes} prints on Linux, in the spellings of its
 * versions up to 3.24.
 */
final class ValgrindCalls {
  /** What a call does to the heap. */
  enum Kind {
    BIRTH,
    REALLOC,
    FREE,
    ASIDE
  }

  /** Whether the call's result is printed. */
  enum Result {
    ONCE,
    TWICE,
    /** Refused before it was tried, which prints nothing. */
    REFUSED,
    /** An allocation that valgrind forgets to print the address of. */
    UNSEEN,
    NONE
  }

  /** A call as printed, before its result. */
  record Call(String name, Kind kind, Result result, long old, long size, long alignment) {
    /** Stands for a call that has happened and whose result is still to be printed. */
    static final Call HAPPENED = aside(Result.ONCE);

    static Call aside(Result result) {
      return new Call("", Kind.ASIDE, result, 0, 0, Event.UNKNOWN);
    }

    /** Whether {@code inner}, printed straight after this call, is how valgrind carries it out. */
    boolean consistsOf(Call inner) {
      if (kind != Kind.REALLOC) {
        return false;
      }
      return (old == Event.NULL && inner.name.equals("malloc") && inner.size == size)
          || (size == 0 && inner.kind == Kind.FREE && inner.old == old);
    }
  }

  private final Lines lines;
  private final long[] arguments = new long[3];
  private long alignment;

  ValgrindCalls(Lines lines) {
    this.lines = lines;
  }

  /** Passes the call that stands here; null if none does. */
  @Nullable Call next() throws TraceException {
    byte[] b = lines.bytes;
    int end = lines.at;
    while (b[end] == '_' || Character.isLetterOrDigit(b[end])) {
      end++;
    }
    if (end == lines.at || b[end] != '(') {
      return null;
    }
    String name = new String(b, lines.at, end - lines.at, StandardCharsets.US_ASCII);
    lines.at = end + 1;
    return switch (name) {
      case "malloc", "__builtin_new", "__builtin_vec_new", "builtin_new", "builtin_vec_new" ->
          birth(name);
      case "free", "cfree", "__builtin_delete", "__builtin_vec_delete" -> free(name);
      case "builtin_delete", "builtin_vec_delete" -> free(name);
      case "calloc" -> calloc(name);
      case "realloc", "reallocf" -> realloc(name);
      case "reallocarray" -> reallocarray(name);
      case "memalign", "posix_memalign", "aligned_alloc" -> aligned(name);
      case "malloc_usable_size", "malloc_size" -> usableSize();
      case "mallinfo" -> {
        lines.expect(')');
        yield Call.aside(Result.NONE);
      }
      default -> operator(name);
    };
  }

  /** The operators new and delete by their mangled names: every size type, aligned or nothrow. */
  private Call operator(String name) throws TraceException {
    if (name.startsWith("_Znw") || name.startsWith("_Zna")) {
      return birth(name);
    }
    if (name.startsWith("_Zdl") || name.startsWith("_Zda")) {
      return free(name);
    }
    throw lines.problem("an unknown call");
  }

  private Call birth(String name) throws TraceException {
    arguments(1);
    return new Call(name, Kind.BIRTH, Result.ONCE, 0, arguments[0], alignment);
  }

  private Call aligned(String name) throws TraceException {
    arguments(1);
    boolean seen = name.equals("memalign") || resultFollows();
    return new Call(
        name, Kind.BIRTH, seen ? Result.ONCE : Result.UNSEEN, 0, arguments[0], alignment);
  }

  private Call free(String name) throws TraceException {
    arguments(1);
    return new Call(name, Kind.FREE, Result.NONE, arguments[0], 0, Event.UNKNOWN);
  }

  private Call calloc(String name) throws TraceException {
    arguments(2);
    return product(name, Kind.BIRTH, Result.ONCE, 0, arguments[0], arguments[1]);
  }

  private Call realloc(String name) throws TraceException {
    arguments(2);
    Result result = name.equals("realloc") ? Result.ONCE : Result.TWICE;
    return new Call(name, Kind.REALLOC, result, arguments[0], arguments[1], Event.UNKNOWN);
  }

  private Call reallocarray(String name) throws TraceException {
    arguments(3);
    return product(name, Kind.REALLOC, Result.TWICE, arguments[0], arguments[1], arguments[2]);
  }

  private Call product(String name, Kind kind, Result usual, long old, long count, long size) {
    boolean refused = Sizes.overflows(count, size) && !resultFollows();
    return new Call(
        name,
        kind,
        refused ? Result.REFUSED : usual,
        old,
        Sizes.product(count, size),
        Event.UNKNOWN);
  }

  private Call usableSize() throws TraceException {
    arguments(1);
    return Call.aside(arguments[0] == Event.NULL ? Result.NONE : Result.ONCE);
  }

  private boolean resultFollows() {
    return lines.bytes[lines.at] == ' ' && lines.bytes[lines.at + 1] == '=';
  }

  /** Passes {@code ARGUMENT, ...)}: {@code count} numbers besides an alignment. */
  private void arguments(int count) throws TraceException {
    alignment = Event.UNKNOWN;
    int found = 0;
    do {
      lines.take(" ");
      if (lines.take("al ") || lines.take("alignment ")) {
        alignment = lines.decimal("the alignment");
      } else if (found == count) {
        throw lines.problem("too many arguments");
      } else {
        lines.take("size ");
        arguments[found++] =
            lines.take("0x") ? lines.hex("an address") : lines.decimal("an argument");
      }
    } while (lines.take(","));
    if (found < count && lines.bytes[lines.at] == ')') {
      throw lines.problem("too few arguments");
    }
    lines.expect(')');
  }
}
