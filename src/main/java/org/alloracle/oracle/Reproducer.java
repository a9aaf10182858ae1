package org.alloracle.oracle;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.alloracle.contract.Clause;
import org.alloracle.trace.Event;
import org.alloracle.trace.TraceWriter;

/** A failure written down so that it can be had again: as a JUnit test, and as a trace. */
public final class Reproducer {
  private static final long SHIFT = 1L << 32;

  /** Equal calls in a row that make a loop. */
  private static final int LOOPED = 4;

  private final Experiment.Result result;
  private final String clause;
  private final Set<Integer> named;
  private final StringBuilder text = new StringBuilder();
  private String margin = "    ";

  private Reproducer(Experiment.Result result) {
    this.result = result;
    this.clause = result.violation() == null ? "" : " // " + result.violation().clause();
    this.named = named(result);
  }

  /**
   * A test method for a class that has a method {@code subject()}. It needs no import.
   *
   * @param result a failure
   * @param name the method's name
   */
  public static String test(Experiment.Result result, String name) {
    return new Reproducer(result).test(name);
  }

  /**
   * The calls as an mtlog: one line each, ended by a line feed. Where a block starts at 0, all
   * addresses are moved up by 0x100000000, as 0 means failure in an mtlog.
   */
  public static String trace(List<Event> events) {
    long shift = events.stream().anyMatch(e -> !failed(e) && address(e) == 0) ? SHIFT : 0;
    StringWriter text = new StringWriter();
    try (TraceWriter log = TraceWriter.mtlog(text)) {
      for (Event event : events) {
        log.write(logged(event, failed(event) ? 0 : shift));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Event logged(Event event, long shift) {
    if (event.kind() == Event.Kind.FREE) {
      return Event.free(event.line(), event.thread(), event.old() + shift);
    }
    long alignment = event.alignment() == 1 ? Event.UNKNOWN : event.alignment();
    return Event.allocate(
        event.line(),
        event.thread(),
        event.block() + shift,
        event.size(),
        event.usable(),
        alignment);
  }

  private static long address(Event event) {
    return event.kind() == Event.Kind.FREE ? event.old() : event.block();
  }

  private static boolean failed(Event event) {
    return event.kind() == Event.Kind.ALLOCATE
        && event.block() == Event.NULL
        && event.usable() == Event.UNKNOWN;
  }

  private String test(String name) {
    text.append("  @org.junit.jupiter.api.Test\n  void " + name + "() {\n");
    line("var heap = new org.alloracle.oracle.CheckedAllocator(subject());", "");
    boolean looped = result.round() > 1;
    if (looped) {
      line("for (int round = 1; round <= " + result.round() + "; round++) {", "");
      margin = "      ";
    }
    List<String> calls = result.done().stream().map(this::call).toList();
    for (int i = 0; i < calls.size(); ) {
      int equal = equal(calls, i);
      boolean breaks = i + equal == calls.size() && !looped && !result.afterwards();
      line(repeated(calls.get(i), equal), breaks ? clause : "");
      i += equal;
    }
    boolean atTheEnd = result.afterwards() && !looped && result.probes().isEmpty();
    if (atTheEnd || clause.endsWith(Clause.FRAME.name())) {
      line("heap.verify();", "");
    }
    List<String> end = new ArrayList<>();
    if (looped || result.afterwards()) {
      end.add("heap.freeAll();");
      result.probes().forEach(o -> end.add("heap.mustServeAlone(" + arguments(o) + ");"));
    }
    for (String call : end) {
      boolean breaks = !looped && call.equals(end.get(end.size() - 1));
      line(call, breaks ? clause : "");
    }
    if (looped) {
      margin = "    ";
      line("}", clause);
    }
    return text.append("  }\n").toString();
  }

  private void line(String code, String comment) {
    text.append(margin).append(code).append(comment).append('\n');
  }

  /** How many calls from one on are written alike, or 1 if they are too few for a loop. */
  private static int equal(List<String> calls, int from) {
    int to = from + 1;
    while (to < calls.size() && calls.get(to).equals(calls.get(from))) {
      to++;
    }
    return to - from < LOOPED ? 1 : to - from;
  }

  private String repeated(String call, int times) {
    if (times == 1) {
      return call;
    }
    String loop = "for (int i = 0; i < " + times + "; i++) {\n";
    return loop + margin + "  " + call + "\n" + margin + "}";
  }

  private String call(Operation operation) {
    String block = "b" + operation.block();
    return switch (operation.kind()) {
      case ALLOCATE -> allocation(operation, block);
      case FREE -> "heap.free(" + block + ");";
      case FREE_AGAIN -> "heap.mustRefuseFree(" + block + ");";
      case FREE_INSIDE -> "heap.mustRefuseFree(" + block + " + " + operation.size() + ");";
      case FREE_FOREIGN -> "heap.mustRefuseFree(" + literal(operation.size()) + ");";
      case BAD_REQUEST -> "heap.mustRefuse(" + arguments(operation) + ");";
    };
  }

  private String allocation(Operation operation, String block) {
    boolean again =
        result.round() > 1
            && result.probes().isEmpty()
            && result.served().contains(operation.block());
    String call = (again ? "heap.mustAllocate(" : "heap.allocate(") + arguments(operation) + ");";
    return named.contains(operation.block()) ? "long " + block + " = " + call : call;
  }

  /** The blocks that a later operation names. */
  private static Set<Integer> named(Experiment.Result result) {
    return result.done().stream()
        .filter(o -> o.kind().namesBlock())
        .map(Operation::block)
        .collect(Collectors.toSet());
  }

  private static String arguments(Operation operation) {
    return literal(operation.size()) + ", " + literal(operation.alignment());
  }

  private static String literal(long number) {
    return number == (int) number ? Long.toString(number) : number + "L";
  }
}
