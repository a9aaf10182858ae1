package org.alloracle.evidence.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All objects of references within reach, and what they hold; it can be put back. */
final class Heap {
  private static final String REFERENCES = "org.alloracle.reference.";
  private static final Map<Class<?>, Map<String, Field>> FIELDS = new ConcurrentHashMap<>();

  private final IdentityHashMap<Object, Object> contents = new IdentityHashMap<>();
  private final IdentityHashMap<Object, String> paths = new IdentityHashMap<>();
  private final List<Object> objects = new ArrayList<>();

  /** A place that holds a value: a field of an object, or an element of an array. */
  record Place(Object owner, String field, int index, String path) {
    boolean isElement() {
      return index >= 0;
    }

    @Nullable Object get() {
      return isElement() ? Array.get(owner, index) : Heap.get(owner, field);
    }

    void set(@Nullable Object value) {
      if (isElement()) {
        Array.set(owner, index, value);
      } else {
        Heap.set(owner, field, value);
      }
    }

    /** May its value be another one in a new state? */
    boolean isFinal() {
      return !isElement() && Modifier.isFinal(named(owner, field).getModifiers());
    }
  }

  /** What is within reach of some objects, by name, as it is now. */
  static Heap of(Map<String, ? extends @Nullable Object> roots) {
    Heap heap = new Heap();
    roots.forEach((name, root) -> heap.add(name, root));
    for (int i = 0; i < heap.objects.size(); i++) {
      heap.copy(heap.objects.get(i));
    }
    return heap;
  }

  private void add(String path, @Nullable Object object) {
    if (object != null && isOurs(object.getClass()) && paths.putIfAbsent(object, path) == null) {
      objects.add(object);
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type.isArray() || (type.getName().startsWith(REFERENCES) && !type.isEnum());
  }

  private void copy(Object object) {
    String path = paths.getOrDefault(object, "");
    if (object.getClass().isArray()) {
      int length = Array.getLength(object);
      Object copy = Array.newInstance(object.getClass().getComponentType(), length);
      System.arraycopy(object, 0, copy, 0, length);
      contents.put(object, copy);
      if (object instanceof Object[] array) {
        for (Object each : array) {
          add(path + "[]", each);
        }
      }
    } else {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (String field : fields(object.getClass()).keySet()) {
        Object value = get(object, field);
        values.put(field, value);
        add(path.equals("this") ? field : path + "." + field, value);
      }
      contents.put(object, values);
    }
  }

  /** All, from the roots outwards. */
  List<Object> objects() {
    return objects;
  }

  boolean has(Object object) {
    return contents.containsKey(object);
  }

  /** What the field or the element held; what it holds now if the object is new since. */
  @Nullable Object past(Object owner, String field, int index) {
    Object copy = contents.get(owner);
    if (copy == null) {
      return index >= 0 ? Array.get(owner, index) : get(owner, field);
    }
    return index >= 0 ? Array.get(copy, index) : values(copy).get(field);
  }

  /** What was kept is in place again, and what was in place is kept. */
  void exchange() {
    for (Object object : objects) {
      Object copy = Objects.requireNonNull(contents.get(object));
      if (object.getClass().isArray()) {
        int length = Array.getLength(object);
        Object now = Array.newInstance(object.getClass().getComponentType(), length);
        System.arraycopy(object, 0, now, 0, length);
        System.arraycopy(copy, 0, object, 0, length);
        System.arraycopy(now, 0, copy, 0, length);
      } else {
        values(copy)
            .replaceAll(
                (field, value) -> {
                  Object now = get(object, field);
                  if (!same(now, value)) {
                    set(object, field, value);
                  }
                  return now;
                });
      }
    }
  }

  /** Each field and each element. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Object object : objects) {
      String path = paths.getOrDefault(object, "");
      if (object.getClass().isArray()) {
        for (int i = 0; i < Array.getLength(object); i++) {
          places.add(new Place(object, "", i, path + "[]"));
        }
      } else {
        for (String field : fields(object.getClass()).keySet()) {
          places.add(
              new Place(object, field, -1, path.equals("this") ? field : path + "." + field));
        }
      }
    }
    return places;
  }

  /** The places that hold something else now. */
  List<Place> changed() {
    return places().stream()
        .filter(it -> !same(it.get(), past(it.owner(), it.field(), it.index())))
        .toList();
  }

  static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || ((a instanceof Number || a instanceof Boolean) && a.equals(b));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> values(Object copy) {
    return (Map<String, @Nullable Object>) copy;
  }

  /** The fields of an object, inherited ones too, by name. */
  static Map<String, Field> fields(Class<?> type) {
    Map<String, Field> known = FIELDS.get(type);
    if (known != null) {
      return known;
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    Class<?> above = type.getSuperclass();
    if (above != null && isOurs(above)) {
      fields.putAll(fields(above));
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        if (fields.put(field.getName(), field) != null) {
          throw new IllegalArgumentException(
              type.getSimpleName() + " hides an inherited " + field.getName());
        }
      }
    }
    FIELDS.put(type, fields);
    return fields;
  }

  static @Nullable Object get(Object owner, String field) {
    try {
      return named(owner, field).get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Object owner, String field, @Nullable Object value) {
    try {
      named(owner, field).set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field named(Object owner, String field) {
    Field found = fields(owner.getClass()).get(field);
    if (found == null) {
      throw new IllegalArgumentException(owner.getClass().getSimpleName() + " has no " + field);
    }
    return found;
  }
}
