package org.alloracle.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.alloracle.trace.ValgrindCalls.Call;
import org.alloracle.trace.ValgrindCalls.Kind;
import org.alloracle.trace.ValgrindCalls.Result;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Format#VALGRIND}: lines {@code --PID-- CALL(ARGUMENTS) = RESULT}, among others that
 * say nothing about the heap.
 *
 * <p>valgrind prints a call and its result apart. What happens between them is printed between
 * them: another thread's call, a complaint, the {@code malloc} or {@code free} that a realloc is
 * made of. So calls wait on a stack, and a result belongs to the last one. A log that several
 * processes wrote is read for the one that called first.
 */
final class ValgrindReader extends LogReader {
  /** Calls that wait for their result; each thread has one at most. */
  private static final int MOST_OPEN = 4096;

  private static final long NONE = -1;

  private final ValgrindCalls calls;
  private final Deque<Call> open = new ArrayDeque<>();
  private final Queue<Event> ready = new ArrayDeque<>();
  private byte mark;
  private long speaker = NONE;
  private long process = NONE;
  private long foreign;
  private long unseen;
  private @Nullable Long echo;
  private boolean crashed;

  ValgrindReader(Lines lines, LongSupplier bytesRead) {
    super(Format.VALGRIND, lines, bytesRead);
    calls = new ValgrindCalls(lines);
  }

  @Override
  public @Nullable Event next() throws TraceException {
    Event event = ready.poll();
    return event != null ? event : super.next();
  }

  @Override
  @Nullable Event read() throws TraceException {
    if (!lines.atEnd()) {
      line();
    }
    lines.skip();
    return ready.poll();
  }

  private void line() throws TraceException {
    if (crashed) {
      return; // valgrind's last words have no prefix
    }
    if (lines.take("valgrind: ")) {
      crashed = true;
      return;
    }
    prefix();
    if (mark == '-' && (process == NONE || process == speaker)) {
      message();
    } else if (mark == '-') {
      foreign++;
    } else if (mark == '=' && process == speaker && lines.take(" Command: ")) {
      throw lines.problem("the process begins another program here: check each by itself");
    }
  }

  /** Passes {@code --PID--} or {@code --TIME PID--}; likewise with {@code ==} and {@code **}. */
  private void prefix() throws TraceException {
    mark = lines.bytes[lines.at];
    boolean right = "-=*".indexOf(mark) >= 0 && lines.bytes[++lines.at] == mark;
    long number = 0;
    while (right) {
      byte c = lines.bytes[++lines.at];
      if (c == mark && lines.bytes[lines.at - 1] != mark) {
        break;
      }
      right = (c >= '0' && c <= '9') || c == ':' || c == '.' || c == ' ';
      number = c >= '0' && c <= '9' ? number * 10 + c - '0' : 0;
    }
    if (!right || lines.bytes[++lines.at] != mark) {
      throw lines.problem(
          "not a line of valgrind's; keep the program's output apart with --log-file=FILE");
    }
    lines.at++;
    speaker = number;
  }

  private void message() throws TraceException {
    lines.take(" ");
    Call before = null;
    while (!lines.atEnd()) {
      if (lines.take("=")) {
        lines.take(" ");
        answer();
        return;
      }
      Call call = calls.next();
      if (call == null) {
        if (lines.unterminated()) {
          cut();
        }
        return; // a complaint, or one of valgrind's notes to itself
      }
      process = speaker;
      accept(call, before);
      before = call;
    }
  }

  private void accept(Call call, @Nullable Call before) throws TraceException {
    if (before != null && before.equals(open.peekLast()) && before.consistsOf(call)) {
      if (call.kind() == Kind.FREE) {
        open.removeLast();
        open.addLast(Call.HAPPENED);
        emit(before, Event.NULL);
      }
      return;
    }
    switch (call.result()) {
      case ONCE, TWICE -> {
        if (open.size() == MOST_OPEN) {
          throw lines.problem("more than " + MOST_OPEN + " calls without a result");
        }
        open.addLast(call);
      }
      case REFUSED -> emit(call, Event.NULL);
      case UNSEEN -> {
        record();
        unseen++;
      }
      case NONE -> {
        if (call.kind() == Kind.FREE) {
          emit(call, Event.NULL);
        }
      }
    }
  }

  private void answer() throws TraceException {
    boolean hexadecimal = lines.take("0x");
    long value = hexadecimal ? lines.hex("the result") : lines.decimal("the result");
    int digits = lines.digits();
    if (!lines.atEnd()) {
      throw lines.problem("unexpected text after the result");
    }
    boolean again = echo != null && echo == value;
    echo = null;
    if (again) {
      return;
    }
    Call call = open.pollLast();
    if (call == null) {
      throw lines.problem("a result without its call");
    }
    if (call.kind() == Kind.ASIDE) {
      return;
    }
    boolean nil = hexadecimal && value == Event.NULL;
    if (!nil && !wholeAddress(value, digits)) {
      cut();
      return;
    }
    echo = call.result() == Result.TWICE ? (Long) value : null;
    emit(call, value);
  }

  private void emit(Call call, long block) {
    long line = lines.number();
    int thread = Event.UNKNOWN;
    record();
    ready.add(
        switch (call.kind()) {
          case FREE -> Event.free(line, thread, call.old());
          case REALLOC ->
              Event.reallocate(line, thread, call.old(), block, call.size(), Event.UNKNOWN);
          default ->
              Event.allocate(line, thread, block, call.size(), Event.UNKNOWN, call.alignment());
        });
  }

  @Override
  void finish() throws TraceException {
    if (open.stream().anyMatch(call -> call.kind() != Kind.ASIDE)) {
      cut();
    }
    if (records() == 0 && !truncated()) {
      throw new TraceException(
          name(), 0, "no calls in this valgrind log: run valgrind with --trace-malloc=yes");
    }
    if (foreign > 0) {
      note(
          String.format("%,d lines of other processes than %d were passed over", foreign, process));
    }
    if (unseen > 0) {
      note(String.format("%,d aligned blocks have no address in valgrind's log", unseen));
    }
    if (crashed) {
      note("valgrind itself failed at the end");
    }
  }

  @Override
  public boolean complete() {
    return unseen == 0;
  }
}
