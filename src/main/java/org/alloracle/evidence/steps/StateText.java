package org.alloracle.evidence.steps;

import static org.alloracle.evidence.steps.Values.at;
import static org.alloracle.evidence.steps.Values.domain;
import static org.alloracle.evidence.steps.Values.field;
import static org.alloracle.evidence.steps.Values.items;
import static org.alloracle.evidence.steps.Values.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;

/** A state of the model in lines of text, without what is as at the start. */
final class StateText {
  private final Value state;
  private final List<String> lines = new ArrayList<>();

  private StateText(Value state) {
    this.state = state;
  }

  static List<String> of(Value state) {
    StateText text = new StateText(state);
    text.threads();
    text.places();
    text.descriptors();
    return text.lines;
  }

  private Value of(String variable) {
    return field(state, variable);
  }

  /** Where a thread of the model is. */
  static String place(Value state, int thread) {
    return shown(at(field(state, "pc"), Values.number(thread)));
  }

  private void threads() {
    for (Value thread : domain(of("pc"))) {
      StringBuilder line = new StringBuilder("thread " + thread);
      line.append(" at ").append(shown(at(of("pc"), thread)));
      Value registers = at(of("my"), thread);
      for (String name : List.of("h", "d", "b", "s", "old", "nxt", "res", "flag", "n")) {
        String content = shown(name, field(registers, name));
        if (!List.of("-", "0", "false").contains(content)) {
          line.append(' ').append(name).append('=').append(content);
        }
      }
      if (shown(field(registers, "stale")).equals("true")) {
        line.append(" (its copy of the anchor is out of date)");
      }
      lines.add(line.toString());
    }
  }

  private void places() {
    StringBuilder heaps = new StringBuilder();
    for (Value heap : domain(of("active"))) {
      heaps.append(heaps.length() == 0 ? "" : "; ");
      heaps.append("heap ").append(shown("h", heap));
      heaps.append(" Active ").append(shown("old", at(of("active"), heap)));
      heaps.append(" Partial ").append(shown("d", at(of("partial"), heap)));
    }
    lines.add(heaps.toString());
    for (Value size : domain(of("list"))) {
      add("list of size " + size, at(of("list"), size));
    }
    add("available", of("avail"));
    String top = shown(of("top"));
    if (!top.equals("-")) {
      lines.add("available, as a stack: " + String.join(" ", stack(of("top"))));
    }
    add("with the system", of("fresh"));
    for (Value thread : domain(of("hp"))) {
      String hazard = shown(at(of("hp"), thread));
      if (!hazard.equals("-")) {
        lines.add("hazard pointer of thread " + thread + ": " + hazard);
      }
      add("retired by thread " + thread, at(of("retired"), thread));
    }
    List<String> live = new ArrayList<>();
    for (Value holder : domain(of("held"))) {
      items(at(of("held"), holder)).forEach(block -> live.add(shown("b", block)));
    }
    lines.add("live blocks: " + (live.isEmpty() ? "none" : String.join(" ", live)));
  }

  private void add(String what, Value descriptors) {
    List<Value> items = items(descriptors);
    if (!items.isEmpty()) {
      lines.add(what + ": " + items.stream().map(Values::shown).collect(Collectors.joining(" ")));
    }
  }

  private List<String> stack(Value top) {
    List<String> stack = new ArrayList<>();
    Value descriptor = top;
    while (!shown(descriptor).equals("-") && !stack.contains(shown(descriptor))) {
      stack.add(shown(descriptor));
      descriptor = at(of("next"), descriptor);
    }
    return stack;
  }

  private void descriptors() {
    for (Value descriptor : domain(of("anchor"))) {
      Value anchor = at(of("anchor"), descriptor);
      Value desc = at(of("desc"), descriptor);
      String superblock = shown(field(desc, "sb"));
      if (!superblock.equals("-")) {
        lines.add(
            ("descriptor " + shown(descriptor) + " " + shown(anchor))
                + (" of superblock " + superblock + ", heap " + shown("h", field(desc, "heap")))
                + (", chain " + chain(field(desc, "sb"), field(anchor, "avail"))));
      }
    }
  }

  /** The free blocks, as far as the links lead to blocks. */
  private String chain(Value superblock, Value first) {
    Value links = at(of("mem"), superblock);
    List<String> chain = new ArrayList<>();
    Value block = first;
    while (isFunction(links)
        && block instanceof IntValue
        && domain(links).contains(block)
        && !chain.contains(shown(block))) {
      chain.add(shown(block));
      block = at(links, block);
    }
    return chain.isEmpty() ? "empty" : String.join(" ", chain);
  }

  private static boolean isFunction(Value value) {
    return !(value instanceof RecordValue) && value.toFcnRcd() != null;
  }
}
