package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method or a method of specifications only, by its places in the source.
 *
 * @param block where its specification begins
 * @param head where its modifiers begin
 * @param at where its name is
 * @param body the place after its brace
 * @param end the place after its last brace
 * @param measure the term that must fall, or empty
 * @param constructor whether it is one
 */
record WrittenMethod(
    String name,
    List<String> types,
    List<String> names,
    boolean model,
    boolean isVoid,
    int block,
    int head,
    int at,
    int body,
    int end,
    String measure,
    boolean constructor) {
  private static final Pattern PROSE =
      Pattern.compile(
          "/\\*(?!@).*?\\*/|//(?!@)[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);
  private static final Pattern HEAD =
      Pattern.compile(
          "(?m)^[ \\t@]*((?:(?:public|private|protected|static|final|pure|helper|model|spec_public"
              + "|/\\*@[^\\n]*?@?\\*/)\\s+)*)([\\w.\\[\\]]+(?: \\[\\])?\\s+)?(\\w+)\\(([^(){};]*)\\)"
              + "\\s*(?:throws [\\w, ]+\\s*)?\\{");
  private static final Pattern MEASURED = Pattern.compile("\\bmeasured_by\\s+([^;]*);");
  private static final Set<String> WORDS =
      Set.of("if", "for", "while", "switch", "catch", "return", "else", "new", "synchronized");

  String signature() {
    return name + "(" + String.join(",", types) + ")";
  }

  /** The methods of a source, in its order; a constructor does not return and is no lemma. */
  static List<WrittenMethod> read(String text) {
    return all(text).stream().filter(method -> !method.constructor()).toList();
  }

  /** The same and its constructors; the text is that of {@link #code}. */
  static List<WrittenMethod> all(String text) {
    List<WrittenMethod> all = new ArrayList<>();
    Matcher head = HEAD.matcher(text);
    int last = text.indexOf('{') + 1;
    while (head.find()) {
      if (head.start() < last || WORDS.contains(head.group(3))) {
        continue;
      }
      int end = after(text, head.end() - 1);
      boolean constructor = head.group(2) == null;
      boolean model = head.group(1).contains("model");
      int begin = head.start() + head.group().indexOf(head.group().stripLeading());
      int block = Math.min(begin, block(text, last, head.start(3), model));
      Matcher measured = MEASURED.matcher(text).region(block, begin);
      List<String> types = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (String parameter : head.group(4).split(",", -1)) {
        String plain = parameter.replaceAll("/\\*@.*?\\*/|\\bfinal\\b|@", " ").trim();
        if (!plain.isEmpty()) {
          int space = plain.lastIndexOf(' ');
          types.add(plain.substring(0, space).trim());
          names.add(plain.substring(space + 1));
        }
      }
      // The clause takes no long: without it the first argument must fall.
      boolean counts = !types.isEmpty() && Set.of("int", "long").contains(types.get(0));
      String measure = measured.find() ? measured.group(1) : counts ? names.get(0) : "";
      all.add(
          new WrittenMethod(
              head.group(3),
              types,
              names,
              model,
              !constructor && head.group(2).trim().equals("void"),
              block,
              begin,
              head.start(3),
              head.end(),
              end,
              measure.replaceAll("\\s*\\n\\s*@?", " ").trim(),
              constructor));
      last = end;
    }
    return all;
  }

  /** The comment with the contract: the one that a model method stands in, or the last one. */
  private static int block(String text, int from, int to, boolean model) {
    int at = text.lastIndexOf("/*@", to);
    while (!model
        && at >= from
        && !text.substring(at, text.indexOf("*/", at)).contains("ensures")) {
      at = text.lastIndexOf("/*@", at - 1);
    }
    return at < from ? to : at;
  }

  /** The place after the bracket that closes the one at a place; the text's end if none does. */
  static int after(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += deeper(text.charAt(i));
      if (depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The semicolon that ends the clause or the part of a term that begins at a place. */
  static int semicolon(String text, int from) {
    int depth = 0;
    int at = from;
    while (text.charAt(at) != ';' || depth > 0) {
      depth += deeper(text.charAt(at));
      at++;
    }
    return at;
  }

  /** One more for a bracket that opens, one less for one that closes. */
  static int deeper(char c) {
    return c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
  }

  /** A source with blanks for what is neither code nor specification. */
  static String code(String source) {
    return PROSE.matcher(source).replaceAll(it -> it.group().replaceAll("[^\\n]", " "));
  }
}
