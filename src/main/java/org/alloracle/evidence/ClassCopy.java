package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.alloracle.evidence.mutation.Edit;

/**
 * A class under another name, so that several versions of it can be proved in one run.
 *
 * @param type the class that is copied
 * @param number of the copy
 * @param edits what is changed in it
 * @param renamed the classes whose copies of this number stand for them in this one; itself too
 */
record ClassCopy(String type, int number, List<Edit> edits, Set<String> renamed) {

  ClassCopy(String type, int number, List<Edit> edits) {
    this(type, number, edits, Set.of(type));
  }

  String name() {
    return type + "__" + number;
  }

  /** Relative to a folder of sources. */
  Path file() {
    return Path.of(name().replace('.', '/') + ".java");
  }

  /** The copy's text; its lines are those of the class. */
  String text(String source) {
    return named(Edit.apply(source, edits));
  }

  /** As the prover names a method of the copy. */
  String method(String signature) {
    return named(type + "." + signature);
  }

  /** The text with the copies' names. */
  private String named(String text) {
    String named = text;
    for (String each : renamed) {
      String simple = ProofSources.simple(each);
      Pattern word = Pattern.compile("\\b" + simple + "\\b");
      named = word.matcher(named).replaceAll(simple + "__" + number);
    }
    return named;
  }
}
