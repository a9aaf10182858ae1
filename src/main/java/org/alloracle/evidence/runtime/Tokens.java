package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a specification, read one after another. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|//[^\\n]*"
              + "|(\\\\?[A-Za-z_$][\\w$]*|0[xX][0-9a-fA-F_]+[lL]?|[0-9][0-9_]*[lL]?"
              + "|<==>|<=!=>|==>|>>>|\\.\\.|<<|>>|==|!=|<=|>=|&&|\\|\\||.)");

  private final List<String> words = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private int at;

  Tokens(String text) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        words.add(matcher.group(1));
        offsets.add(matcher.start());
      }
    }
  }

  boolean atEnd() {
    return at == words.size();
  }

  /** The next one, or nothing at the end. */
  String peek() {
    return peek(0);
  }

  String peek(int ahead) {
    return at + ahead < words.size() ? words.get(at + ahead) : "";
  }

  /** Where the next one stands in the text. */
  int offset() {
    return atEnd() ? -1 : offsets.get(at);
  }

  String next() {
    if (atEnd()) {
      throw new IllegalArgumentException("a specification ends too early");
    }
    return words.get(at++);
  }

  boolean skip(String word) {
    boolean there = peek().equals(word);
    if (there) {
      at++;
    }
    return there;
  }

  void expect(String word) {
    String found = next();
    if (!found.equals(word)) {
      throw new IllegalArgumentException("'" + word + "' expected, not '" + found + "'");
    }
  }

  /** Goes on behind the next one of these outside brackets. */
  void skipPast(String word) {
    int depth = 0;
    while (true) {
      String next = next();
      if (depth == 0 && next.equals(word)) {
        return;
      }
      if ("([{".contains(next)) {
        depth++;
      } else if (")]}".contains(next)) {
        depth--;
      }
    }
  }
}
