package org.alloracle.evidence.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A random sequence of calls of an object's public methods, with their contracts evaluated. */
final class Walk {
  private static final int TRIES = 20;
  private static final int USED = 3;
  private static final int USES = 80;

  private final Contracts contracts;
  private final Checker checker;
  private final Random random;
  private final Map<Class<?>, List<Long>> results = new HashMap<>();
  private final List<Long> amounts = new ArrayList<>();
  private final List<Long> addresses = new ArrayList<>();

  /** A setup that stands in two places is one part of both. */
  private final IdentityHashMap<Setup, Object> parts = new IdentityHashMap<>();

  Walk(Contracts contracts, Checker checker, long seed) {
    this.contracts = contracts;
    this.checker = checker;
    this.random = new Random(seed);
  }

  /**
   * Makes an object and calls it; without an object, the methods that need none.
   *
   * @param steps how many calls
   */
  void run(Setup setup, int steps) {
    Watch.tell(checker);
    try {
      parts.clear();
      Object object = setup.isMade() ? made(setup) : null;
      run(contracts.load(setup.type()), object, steps);
    } finally {
      Watch.tell(null);
    }
  }

  private void run(Class<?> type, @Nullable Object object, int steps) {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(it -> contracts.specs().line(type).contains(it.getDeclaringClass()))
            .filter(it -> !it.isSynthetic())
            .filter(it -> object != null || Modifier.isStatic(it.getModifiers()))
            .filter(it -> Arrays.stream(it.getParameterTypes()).allMatch(Walk::canBeDrawn))
            .sorted(Comparator.comparing(Walk::key))
            .toList();
    for (int i = 0; i < steps && !methods.isEmpty(); i++) {
      step(object, methods.get(random.nextInt(methods.size())));
    }
  }

  /**
   * Calls a constructor with each of its numbers below what it may be, and with each of its parts
   * used before, if its contract allows.
   */
  void misuse(Setup setup) {
    Watch.tell(checker);
    try {
      for (Setup wrong : setup.withoutOneNumber()) {
        parts.clear();
        Constructor<?> constructor = constructor(wrong);
        tried(constructor, fitted(constructor, values(wrong)));
      }
      // Not every part has something live after so many calls.
      for (int i = 0; i < USED * setup.arguments().size(); i++) {
        int at = i / USED;
        if (setup.arguments().get(at) instanceof Setup part) {
          parts.clear();
          Constructor<?> constructor = constructor(setup);
          @Nullable Object[] arguments = fitted(constructor, values(setup));
          Watch.tell(null);
          run(contracts.load(part.type()), arguments[at], USES);
          Watch.tell(checker);
          tried(constructor, arguments);
        }
      }
    } finally {
      Watch.tell(null);
    }
  }

  private void tried(Constructor<?> constructor, @Nullable Object[] arguments) {
    if (checker.allows(constructor.getDeclaringClass(), key(constructor), null, arguments)) {
      refused(constructor, arguments);
    }
  }

  private static void refused(Constructor<?> constructor, @Nullable Object[] arguments) {
    try {
      constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      // The contract has been asked whether it may throw.
      return;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object made(Setup setup) {
    Object known = parts.get(setup);
    if (known != null) {
      return known;
    }
    try {
      Constructor<?> constructor = constructor(setup);
      Object made = constructor.newInstance(fitted(constructor, values(setup)));
      parts.put(setup, made);
      return made;
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(setup + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(setup + " cannot be made", e);
    }
  }

  private Constructor<?> constructor(Setup setup) {
    for (Constructor<?> each : contracts.load(setup.type()).getConstructors()) {
      if (takes(each, setup.arguments())) {
        return each;
      }
    }
    throw new IllegalArgumentException(setup + ": no such constructor");
  }

  private static boolean takes(Constructor<?> constructor, List<?> arguments) {
    Class<?>[] types = constructor.getParameterTypes();
    boolean takes = types.length == arguments.size();
    for (int i = 0; takes && i < types.length; i++) {
      takes = canBeDrawn(types[i]) == !(arguments.get(i) instanceof Setup);
    }
    return takes;
  }

  private List<@Nullable Object> values(Setup setup) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object each : setup.arguments()) {
      values.add(each instanceof Setup inner ? made(inner) : each);
    }
    return values;
  }

  private static @Nullable Object[] fitted(
      Constructor<?> constructor, List<@Nullable Object> values) {
    @Nullable Object[] fitted = new Object[values.size()];
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] =
          Numbers.argument(constructor.getParameterTypes()[i], Numbers.normal(values.get(i)));
    }
    return fitted;
  }

  /** As the specifications name it. */
  static String key(Method method) {
    return key(method.getName(), method);
  }

  private static String key(Constructor<?> constructor) {
    return key(constructor.getDeclaringClass().getSimpleName(), constructor);
  }

  private static String key(String name, Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", name + "(", ")"));
  }

  private void step(@Nullable Object object, Method method) {
    Class<?> type = method.getDeclaringClass();
    ClassSpec.Method spec = contracts.specs().of(type).methods().get(key(method));
    for (int i = 0; i < TRIES && spec != null; i++) {
      @Nullable Object[] arguments = arguments(method, spec.parameters());
      if (checker.allows(type, key(method), object, arguments)) {
        call(object, method, arguments, spec.parameters().stream().anyMatch(Walk::isAmount));
        return;
      }
    }
  }

  private void call(
      @Nullable Object object, Method method, @Nullable Object[] arguments, boolean allocates) {
    try {
      Object result = method.invoke(object, arguments);
      if (result instanceof Number number && number.longValue() >= 0) {
        // An address is a long: an int is a block's number, that others take as what it is.
        boolean address = allocates && method.getReturnType() == long.class;
        (address ? addresses : results(method.getReturnType())).add(number.longValue());
      }
    } catch (InvocationTargetException e) {
      // The contract has been asked whether it may throw.
      return;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object[] arguments(Method method, List<String> names) {
    @Nullable Object[] arguments = new Object[names.size()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == boolean.class) {
        arguments[i] = random.nextBoolean();
      } else if (type == int.class || type == long.class) {
        long value = number(names.get(i), type);
        arguments[i] = type == int.class ? (Object) (int) value : (Object) value;
      } else {
        arguments[i] = array(type);
      }
    }
    return arguments;
  }

  private static boolean canBeDrawn(Class<?> type) {
    Class<?> each = type.isArray() ? type.getComponentType() : type;
    return each == boolean.class || each == int.class || each == long.class;
  }

  private Object array(Class<?> type) {
    Object array = Array.newInstance(type.getComponentType(), random.nextInt(6));
    for (int i = 0; i < Array.getLength(array); i++) {
      if (array instanceof boolean[] truths) {
        truths[i] = random.nextBoolean();
      } else if (array instanceof int[] numbers) {
        numbers[i] = random.nextInt(-1, 9);
      } else if (array instanceof long[] numbers) {
        numbers[i] = random.nextInt(-1, 9);
      }
    }
    return array;
  }

  private static boolean isAmount(String name) {
    return name.contains("size") || name.contains("bytes") || name.equals("n");
  }

  private List<Long> results(Class<?> type) {
    return results.computeIfAbsent(type, it -> new ArrayList<>());
  }

  /** Often what has been returned before, or asked for, lately above all. */
  private long number(String name, Class<?> type) {
    if (name.startsWith("align")) {
      return random.nextInt(12) == 0 ? 3 : 1L << random.nextInt(random.nextBoolean() ? 4 : 13);
    }
    boolean amount = isAmount(name);
    List<Long> known = amount ? amounts : name.equals("address") ? addresses : results(type);
    if (!known.isEmpty() && random.nextInt(3) > 0) {
      int among = random.nextBoolean() ? Math.min(6, known.size()) : known.size();
      return known.get(known.size() - 1 - random.nextInt(among));
    }
    long value =
        switch (random.nextInt(amount ? 8 : 5)) {
          case 0 -> -1L - random.nextInt(2);
          case 1, 2 -> random.nextInt(8);
          case 3 -> 1L << random.nextInt(20);
          case 4 -> random.nextInt(8192);
          default -> random.nextInt(200);
        };
    if (amount) {
      amounts.add(value);
    }
    return value;
  }
}
