package org.alloracle.evidence;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read strictly: a missing, mistyped or unknown one is an error. */
final class Fields {
  private final String where;
  private final JsonObject object;
  private final Set<String> unread = new TreeSet<>();

  private Fields(String where, JsonElement element) {
    if (!element.isJsonObject()) {
      throw new EvidenceException(where + ": expected an object");
    }
    this.where = where;
    this.object = element.getAsJsonObject();
    unread.addAll(object.keySet());
  }

  static Fields read(Path file) {
    try {
      return parse(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file that the build packed beside this class. */
  static Fields packaged(String name) {
    try (InputStream in = Fields.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new EvidenceException(name + " is not in the jar: build it with Maven");
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fields parse(String name, String json) {
    try {
      return new Fields(name, JsonParser.parseString(json));
    } catch (JsonParseException e) {
      throw new EvidenceException(name + ": not JSON: " + e.getMessage(), e);
    }
  }

  /** Of its fields, in file order. */
  Set<String> names() {
    return object.keySet();
  }

  String text(String field) {
    return value(field, JsonElement::getAsString);
  }

  String text(String field, String otherwise) {
    return object.has(field) ? text(field) : otherwise;
  }

  long number(String field) {
    return value(field, JsonElement::getAsLong);
  }

  double real(String field) {
    return value(field, JsonElement::getAsDouble);
  }

  @Nullable Integer numberOrNull(String field) {
    return object.has(field) ? value(field, JsonElement::getAsInt) : null;
  }

  boolean flag(String field) {
    return object.has(field) && value(field, JsonElement::getAsBoolean);
  }

  List<String> texts(String field) {
    return value(
        field,
        list -> list.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList());
  }

  /** A member that is an object. */
  Fields one(String field) {
    return new Fields(where + " " + field, value(field, element -> element));
  }

  /** The elements of an array of objects. */
  List<Fields> each(String field) {
    List<Fields> each = new ArrayList<>();
    for (JsonElement element : value(field, JsonElement::getAsJsonArray)) {
      each.add(new Fields(where + " " + field + "[" + each.size() + "]", element));
    }
    return each;
  }

  /** The members of an object whose keys are names, in file order. */
  <T> Map<String, T> named(String field, Function<Fields, T> reader) {
    Map<String, T> named = new LinkedHashMap<>();
    JsonObject members = value(field, JsonElement::getAsJsonObject);
    for (String name : members.keySet()) {
      Fields member = new Fields(where + " " + name, members.get(name));
      named.put(name, reader.apply(member));
      member.end();
    }
    return named;
  }

  /** The members of an object of texts, in file order. */
  Map<String, String> namedTexts(String field) {
    return members(field, JsonElement::getAsString);
  }

  /** The members of an object of numbers, in file order. */
  Map<String, Double> namedNumbers(String field) {
    return members(field, JsonElement::getAsDouble);
  }

  /** The members of an object of lists of texts, in file order. */
  Map<String, List<String>> namedLists(String field) {
    return members(
        field,
        element ->
            element.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList());
  }

  private <T> Map<String, T> members(String field, Function<JsonElement, T> getter) {
    return value(
        field,
        element -> {
          Map<String, T> named = new LinkedHashMap<>();
          element.getAsJsonObject().asMap().forEach((k, v) -> named.put(k, getter.apply(v)));
          return named;
        });
  }

  /** Every field must have been asked for. */
  void end() {
    if (!unread.isEmpty()) {
      throw new EvidenceException(where + ": unknown " + unread);
    }
  }

  private <T> T value(String field, Function<JsonElement, T> getter) {
    JsonElement element = object.get(field);
    if (element == null) {
      throw new EvidenceException(where + ": no \"" + field + "\"");
    }
    unread.remove(field);
    try {
      return getter.apply(element);
    } catch (IllegalStateException | NumberFormatException | UnsupportedOperationException e) {
      throw new EvidenceException(where + ": \"" + field + "\" is of the wrong type", e);
    }
  }
}
