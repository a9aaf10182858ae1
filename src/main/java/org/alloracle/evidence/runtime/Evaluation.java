package org.alloracle.evidence.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates terms in one state, and what is {@code \old} in the state before. Whole numbers are
 * mathematical: what would not fit into 64 bits has no value here.
 */
final class Evaluation {
  /** Of all quantifiers of a clause. */
  private static final int MOST_CASES = 30_000;

  private final Specs specs;
  private final ClassSpec spec;
  private final Class<?> type;
  private final @Nullable Object self;
  private final @Nullable Heap before;
  private final Map<String, Field> fields;
  private final Map<String, @Nullable Object> names = new HashMap<>();
  private boolean past;
  private int cases;

  /** A class, as the receiver of a static call or the owner of a static field. */
  private record Static(Class<?> type) {}

  /** The beginning of a full name. */
  private record Prefix(String name) {}

  /**
   * For terms in the specifications of a class.
   *
   * @param self the receiver, or null in a static method
   * @param before the state before, or null where nothing is old
   */
  Evaluation(
      Specs specs, Class<?> type, ClassSpec spec, @Nullable Object self, @Nullable Heap before) {
    this.specs = specs;
    this.type = type;
    this.spec = spec;
    this.self = self;
    this.before = before;
    this.fields = self == null ? Map.of() : Heap.fields(self.getClass());
  }

  /** The same names for the same values, with a receiver that was not there yet. */
  Evaluation withSelf(Object built) {
    Evaluation evaluation = new Evaluation(specs, type, spec, built, before);
    evaluation.names.putAll(names);
    return evaluation;
  }

  void name(String name, @Nullable Object value) {
    names.put(name, Numbers.normal(value));
  }

  /** Its value must be a truth. */
  boolean holds(Term term) {
    cases = 0;
    return value(term) instanceof Boolean truth && truth;
  }

  private long number(Term term) {
    if (value(term) instanceof Long number) {
      return number;
    }
    throw Undefined.beyond("no number");
  }

  private boolean truth(Term term) {
    if (value(term) instanceof Boolean truth) {
      return truth;
    }
    throw Undefined.beyond("no truth");
  }

  /** The object that a term names. */
  Object object(Term term) {
    Object value = value(term);
    if (value == null) {
      throw Undefined.because("null");
    }
    return value;
  }

  /**
   * The value: a Long, a Boolean, an object, or null.
   *
   * @throws Undefined if it has none
   */
  @Nullable Object value(Term term) {
    try {
      return valued(term);
    } catch (ArithmeticException e) {
      throw Undefined.because("arithmetic: " + e.getMessage());
    }
  }

  private @Nullable Object valued(Term term) {
    return switch (term.op()) {
      case "number" -> Numbers.parsed(term.text());
      case "name" -> named(term.text());
      case "field" -> field(object(term.kid(0)), term.text());
      case "index" -> element(object(term.kid(0)), number(term.kid(1)));
      case "call" -> call(self == null ? new Static(type) : self, term.text(), term.kids());
      case "send" ->
          call(object(term.kid(0)), term.text(), term.kids().subList(1, term.kids().size()));
      case "cast" -> Numbers.cast(term.text(), value(term.kid(0)));
      case "instanceof" -> is(value(term.kid(0)), term.text());
      case "forall" -> !found(term, false);
      case "exists" -> found(term, true);
      case "let" -> let(term);
      case "old" -> old(term.kid(0));
      case "fresh" -> before != null && !before.has(object(term.kid(0)));
      case "invariant_for" -> specs.broken(object(term.kid(0))).isEmpty();
      case "?" -> value(term.kid(truth(term.kid(0)) ? 1 : 2));
      case "negative" -> Math.negateExact(number(term.kid(0)));
      case "~" -> ~number(term.kid(0));
      case "!" -> !truth(term.kid(0));
      case "&&" -> truth(term.kid(0)) && truth(term.kid(1));
      case "||" -> truth(term.kid(0)) || truth(term.kid(1));
      case "==>" -> !truth(term.kid(0)) || truth(term.kid(1));
      case "==", "<==>" -> Heap.same(value(term.kid(0)), value(term.kid(1)));
      case "!=", "<=!=>" -> !Heap.same(value(term.kid(0)), value(term.kid(1)));
      default -> Numbers.arithmetic(term.op(), value(term.kid(0)), value(term.kid(1)));
    };
  }

  /** Whether an object's class, or one above it, has a name. */
  private static boolean is(@Nullable Object value, String type) {
    Class<?> at = value == null ? null : value.getClass();
    while (at != null && !at.getSimpleName().equals(type)) {
      at = at.getSuperclass();
    }
    return at != null;
  }

  private @Nullable Object named(String name) {
    Object value = names.get(name);
    if (value != null || names.containsKey(name)) {
      return value;
    }
    switch (name) {
      case "this" -> {
        return self;
      }
      case "true", "false" -> {
        return name.equals("true");
      }
      case "null" -> {
        return null;
      }
      default -> {}
    }
    if (self != null && fields.containsKey(name)) {
      return field(self, name);
    }
    Field constant = constant(type, name);
    if (constant != null) {
      return read(constant);
    }
    Class<?> named = specs.type(type, spec, name);
    return named == null ? new Prefix(name) : new Static(named);
  }

  private static @Nullable Field constant(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      for (Class<?> each : type.getInterfaces()) {
        Field field = constant(each, name);
        if (field != null) {
          return field;
        }
      }
      Class<?> above = type.getSuperclass();
      return above == null ? null : constant(above, name);
    }
  }

  private static @Nullable Object read(Field constant) {
    try {
      return Numbers.normal(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object field(Object owner, String name) {
    if (owner instanceof Prefix prefix) {
      String full = prefix.name() + "." + name;
      Class<?> named = Specs.type(type, full);
      return named == null ? new Prefix(full) : new Static(named);
    }
    if (owner instanceof Static of) {
      Field constant = constant(of.type(), name);
      if (constant == null) {
        throw Undefined.beyond(of.type().getSimpleName() + " has no " + name);
      }
      return read(constant);
    }
    if (name.equals("length") && owner.getClass().isArray()) {
      return (long) Array.getLength(owner);
    }
    return Numbers.normal(
        past && before != null ? before.past(owner, name, -1) : Heap.get(owner, name));
  }

  private @Nullable Object element(Object array, long index) {
    int length = Array.getLength(array);
    if (index < 0 || index >= length) {
      throw Undefined.because("index " + index + " of " + length);
    }
    int i = (int) index;
    if (past && before != null) {
      return Numbers.normal(before.past(array, "", i));
    }
    if (array instanceof int[] numbers) {
      return (long) numbers[i];
    }
    return array instanceof long[] numbers
        ? (Object) numbers[i]
        : Numbers.normal(Array.get(array, i));
  }

  private @Nullable Object old(Term term) {
    if (before == null || past) {
      throw Undefined.beyond("nothing is old here");
    }
    if (!term.calls()) {
      past = true;
      try {
        return value(term);
      } finally {
        past = false;
      }
    }
    before.exchange();
    try {
      return value(term);
    } finally {
      before.exchange();
    }
  }

  private boolean found(Term quantifier, boolean wanted) {
    Map<String, @Nullable Object> outer = new HashMap<>(names);
    try {
      Range range = new Range(quantifier.kid(0), quantifier.variables(), this::number);
      return found(quantifier, wanted, range, quantifier.variables().size());
    } finally {
      names.clear();
      names.putAll(outer);
    }
  }

  private boolean found(Term quantifier, boolean wanted, Range range, int open) {
    if (open == 0) {
      if (++cases > MOST_CASES) {
        throw Undefined.beyond("too many cases");
      }
      return truth(quantifier.kid(0)) && truth(quantifier.kid(1)) == wanted;
    }
    Range.Bounds bounds = range.next();
    for (long x = bounds.from(); x <= bounds.to(); x++) {
      names.put(bounds.variable(), x);
      if (found(quantifier, wanted, range, open - 1)) {
        return true;
      }
    }
    names.remove(bounds.variable());
    range.reopen(bounds.variable());
    return false;
  }

  private @Nullable Object let(Term term) {
    String name = term.variables().get(0);
    boolean known = names.containsKey(name);
    Object outer = names.get(name);
    names.put(name, value(term.kid(0)));
    try {
      return value(term.kid(1));
    } finally {
      if (known) {
        names.put(name, outer);
      } else {
        names.remove(name);
      }
    }
  }

  private @Nullable Object call(Object receiver, String name, List<Term> arguments) {
    List<@Nullable Object> values = new ArrayList<>();
    arguments.forEach(each -> values.add(value(each)));
    Class<?> owner = receiver instanceof Static of ? of.type() : receiver.getClass();
    Object object = receiver instanceof Static ? null : receiver;
    for (Class<?> each : specs.line(owner)) {
      Method method = specs.method(each, name, values);
      if (method != null) {
        if (past) {
          throw Undefined.beyond("a call in the past");
        }
        return invoked(method, object, values);
      }
      ClassSpec theirs = specs.of(each);
      ClassSpec.Model model = theirs.models().get(name + "/" + values.size());
      if (model != null) {
        Evaluation inner = new Evaluation(specs, each, theirs, object, before);
        for (int i = 0; i < values.size(); i++) {
          inner.name(model.parameters().get(i), values.get(i));
        }
        return inner.value(model.body());
      }
    }
    throw Undefined.beyond(owner.getSimpleName() + " has no " + name);
  }

  private static @Nullable Object invoked(
      Method method, @Nullable Object receiver, List<@Nullable Object> values) {
    @Nullable Object[] arguments = new Object[values.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Numbers.argument(method.getParameterTypes()[i], values.get(i));
    }
    try {
      return Numbers.normal(method.invoke(receiver, arguments));
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      throw cause instanceof Undefined undefined
          ? undefined
          : Undefined.because(method.getName() + " throws " + cause.getClass().getSimpleName());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
