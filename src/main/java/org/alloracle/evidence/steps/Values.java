package org.alloracle.evidence.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/** Between the notation of the log and TLC's values. */
final class Values {
  private static final String NOTHING = "-";

  private Values() {}

  static Value number(int number) {
    return IntValue.gen(number);
  }

  static Value text(String text) {
    return new StringValue(text);
  }

  static Value descriptor(String number) {
    return ModelValue.make("d" + number);
  }

  static Value record(Map<String, Value> fields) {
    UniqueString[] names =
        fields.keySet().stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new);
    Value record = new RecordValue(names, fields.values().toArray(Value[]::new), false);
    // Now: several threads of TLC are going to read it.
    record.deepNormalize();
    return record;
  }

  /** A function from 0 on. */
  static Value counts(int[] counts) {
    Value[] values = Arrays.stream(counts).mapToObj(IntValue::gen).toArray(Value[]::new);
    return new FcnRcdValue(new IntervalValue(0, counts.length - 1), values);
  }

  static Value sequence(List<Value> values) {
    return new TupleValue(values.toArray(Value[]::new));
  }

  /** A register's content, as the log has it. */
  static Value register(String name, String content) {
    if (content.equals(NOTHING)) {
      return ModelValue.make("Null");
    }
    String[] parts = content.replaceFirst("^[ACD]:", "").split("[:/,]");
    return switch (name) {
      case "h", "b" -> new TupleValue(number(parts[0]), number(parts[1]));
      case "d" -> descriptor(content);
      case "flag" -> content.equals("true") ? BoolValue.ValTrue : BoolValue.ValFalse;
      case "old" -> word(content.charAt(0), parts);
      case "nxt" -> content.startsWith("D:") ? descriptor(parts[0]) : number(content);
      default -> number(content);
    };
  }

  private static Value word(char kind, String[] parts) {
    Map<String, Value> fields = new TreeMap<>();
    if (kind == 'D') {
      return descriptor(parts[0]);
    } else if (kind == 'C') {
      fields.put("d", descriptor(parts[0]));
      fields.put("c", number(parts[1]));
    } else {
      fields.put("avail", number(parts[0]));
      fields.put("count", number(parts[1]));
      fields.put("state", text(parts[2]));
      // Tags are unbounded in the model, as bits in the threads.
      fields.put("tag", number(0));
    }
    return record(fields);
  }

  private static Value number(String digits) {
    return number(Integer.parseInt(digits));
  }

  /** The same notation of a value of the model. */
  static String shown(Value value) {
    if (value instanceof StringValue text) {
      return text.toUnquotedString();
    }
    if (value instanceof ModelValue model) {
      String name = model.val.toString();
      return name.equals("Null") ? NOTHING : name.substring(1);
    }
    if (value instanceof BoolValue || value instanceof IntValue) {
      return value.toString().toLowerCase(java.util.Locale.ROOT);
    }
    if (value instanceof RecordValue || isWord(value)) {
      return has(value, "c")
          ? "C:" + shown(field(value, "d")) + "," + shown(field(value, "c"))
          : "A:"
              + shown(field(value, "avail"))
              + ","
              + shown(field(value, "count"))
              + ","
              + shown(field(value, "state"));
    }
    return value.toString();
  }

  /** The same, of what a register holds. */
  static String shown(String register, Value value) {
    boolean nothing = value instanceof ModelValue && shown(value).equals(NOTHING);
    if (nothing) {
      return NOTHING;
    }
    if (register.equals("h") || register.equals("b")) {
      List<Value> pair = items(value);
      return shown(pair.get(0)) + (register.equals("h") ? "/" : ":") + shown(pair.get(1));
    }
    boolean descriptor = value instanceof ModelValue && !register.equals("d");
    return descriptor ? "D:" + shown(value) : shown(value);
  }

  private static boolean isWord(Value value) {
    return value instanceof FcnRcdValue function
        && function.domain != null
        && function.domain.length > 0
        && function.domain[0] instanceof StringValue;
  }

  private static boolean has(Value record, String name) {
    return Arrays.stream(((RecordValue) record.toRcd()).names).anyMatch(n -> n.equals(name));
  }

  static Value field(Value record, String name) {
    return ((RecordValue) record.toRcd()).select(text(name));
  }

  /** The value of a function at an argument. */
  static Value at(Value function, Value argument) {
    return ((FcnRcdValue) function.toFcnRcd()).select(argument);
  }

  /** The arguments of a function, in TLC's order. */
  static List<Value> domain(Value function) {
    return items(((FcnRcdValue) function.toFcnRcd()).getDomain());
  }

  /** The elements of a sequence, or of a set in TLC's order. */
  static List<Value> items(Value value) {
    Value sequence = value instanceof TupleValue ? value : value.toTuple();
    if (sequence instanceof TupleValue tuple) {
      return List.of(tuple.elems);
    }
    SetEnumValue set = (SetEnumValue) value.toSetEnum();
    set.normalize();
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < set.elems.size(); i++) {
      items.add(set.elems.elementAt(i));
    }
    return items;
  }
}
