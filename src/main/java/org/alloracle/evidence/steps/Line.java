package org.alloracle.evidence.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line of a log, in words; complaints about it name file and line. */
record Line(String file, int number, List<String> words) {

  static Line of(String file, int number, String text) {
    return new Line(file, number, List.of(text.strip().split("\\s+")));
  }

  void require(boolean condition, String otherwise) throws StepLogException {
    if (!condition) {
      throw new StepLogException(file, number, otherwise);
    }
  }

  /** The words from one on, each a {@code key=value}. */
  Map<String, String> assignments(int from) throws StepLogException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words.subList(from, words.size())) {
      int equals = word.indexOf('=');
      require(equals > 0, "expected name=value, found " + shown(word));
      String key = word.substring(0, equals);
      require(values.put(key, word.substring(equals + 1)) == null, "two values of " + shown(key));
    }
    return values;
  }

  int number(Map<String, String> values, String key, int least) throws StepLogException {
    String text = values.getOrDefault(key, "");
    require(text.matches("\\d{1,6}"), key + "=" + shown(text) + " is no number");
    int value = Integer.parseInt(text);
    require(value >= least, key + " must be at least " + least);
    return value;
  }

  String oneOf(Map<String, String> values, String key, Set<String> choices)
      throws StepLogException {
    String text = values.getOrDefault(key, "");
    require(choices.contains(text), key + "=" + shown(text) + " is none of " + choices);
    return text;
  }

  long tick(int word) throws StepLogException {
    String text = words.get(word);
    require(text.matches("\\d{1,18}"), "expected a tick, found " + shown(text));
    return Long.parseLong(text);
  }

  static String shown(String text) {
    String readable = text.replaceAll("\\P{Graph}", "?");
    return readable.length() <= 40 ? readable : readable.substring(0, 40) + "...";
  }
}
