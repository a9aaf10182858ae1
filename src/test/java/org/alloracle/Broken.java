package org.alloracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks live heaps on purpose. A walk over the invariants finds nothing in the heaps of the other
 * tests, and would find nothing either if half of it were missing.
 */
public final class Broken {
  private static final Pattern STEP = Pattern.compile("\\.?(\\w+)|\\[(\\d+)]");

  /** An element of an array, or a field if there is none. */
  private record Place(Object of, Field field, int index) {
    Class<?> type() {
      return field == null ? of.getClass().getComponentType() : field.getType();
    }

    Object get() throws IllegalAccessException {
      return field == null ? Array.get(of, index) : field.get(of);
    }

    void set(Object value) throws IllegalAccessException {
      if (field == null) {
        Array.set(of, index, value);
      } else {
        field.set(of, value);
      }
    }
  }

  private Broken() {}

  /**
   * Demands of a check that it holds, that it names each breakage, and that it holds again once
   * what was broken is mended.
   *
   * @param breakages a line each: {@code place = value; place = value -> text}, where a place is a
   *     path of fields and indices from the heap, and a value is a number, true, false, null, a
   *     number to add ({@code +1}), or {@code @} and the place that it is copied from. The text
   *     must be in the message of the AssertionError
   */
  public static void isNamed(Object heap, Runnable check, String breakages) {
    check.run();
    List<String> wrong = new ArrayList<>();
    for (String line : breakages.lines().toList()) {
      if (!line.isBlank()) {
        String[] parts = line.split(" -> ", 2);
        String said = said(heap, check, parts[0]);
        if (!said.contains(parts[1].strip())) {
          wrong.add(line.strip() + "\n    but: " + said);
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** Sets a place to a number, for states that calls would take too long to reach. */
  public static void set(Object heap, String place, long value) {
    try {
      Place at = place(heap, place);
      at.set(value(heap, at, Long.toString(value)));
    } catch (IllegalAccessException e) {
      throw new AssertionError(place, e);
    }
  }

  /** The number at a place that no call tells. */
  public static long get(Object heap, String place) {
    try {
      return ((Number) place(heap, place).get()).longValue();
    } catch (IllegalAccessException e) {
      throw new AssertionError(place, e);
    }
  }

  private static String said(Object heap, Runnable check, String changes) {
    try {
      Deque<Place> places = new ArrayDeque<>();
      Deque<Object> before = new ArrayDeque<>();
      for (String change : changes.split(";", -1)) {
        String[] sides = change.split("=", -1);
        assertEquals(2, sides.length, change);
        Place place = place(heap, sides[0].strip());
        Object old = place.get();
        Object value = value(heap, place, sides[1].strip());
        places.push(place);
        before.push(old == null ? places : old); // no null in a deque
        place.set(value);
      }
      String said = message(check);
      for (Place place : places) {
        Object old = before.pop();
        place.set(old == places ? null : old);
      }
      assertEquals("nothing", message(check), "mended: " + changes);
      return said;
    } catch (IllegalAccessException e) {
      throw new AssertionError(changes, e);
    }
  }

  private static String message(Runnable check) {
    try {
      check.run();
      return "nothing";
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      return "it threw " + e;
    }
  }

  private static Object value(Object heap, Place place, String text) throws IllegalAccessException {
    if (text.startsWith("@")) {
      return place(heap, text.substring(1)).get();
    }
    Class<?> type = place.type();
    if (type == boolean.class) {
      return Boolean.valueOf(text);
    }
    if (!type.isPrimitive()) {
      assertEquals("null", text);
      return null;
    }
    long number = Long.parseLong(text);
    number += text.startsWith("+") ? ((Number) place.get()).longValue() : 0;
    return type == long.class
        ? (Object) number
        : type == int.class ? (Object) (int) number : (Object) (byte) number;
  }

  private static Place place(Object heap, String path) throws IllegalAccessException {
    Object at = heap;
    Place place = null;
    Matcher step = STEP.matcher(path);
    int read = 0;
    while (step.find()) {
      assertEquals(read, step.start(), path);
      read = step.end();
      at = place == null ? heap : place.get();
      assertTrue(at != null, path + " leads through null before " + step.group());
      place =
          step.group(1) == null
              ? new Place(at, null, Integer.parseInt(step.group(2)))
              : new Place(at, field(at.getClass(), step.group(1)), 0);
    }
    assertEquals(path.length(), read, path);
    return place;
  }

  private static Field field(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new AssertionError(type + " has no field " + name);
  }
}
