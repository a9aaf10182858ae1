package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.List;
import org.alloracle.evidence.mutation.Edit;

/**
 * A class under another name, so that several versions of it can be proved in one run.
 *
 * @param type the class that is copied
 * @param number of the copy
 * @param edits what is changed in it
 * @param used the simple names of classes that it uses copies of, with the same number
 */
record ClassCopy(String type, int number, List<Edit> edits, List<String> used) {

  ClassCopy(String type, int number, List<Edit> edits) {
    this(type, number, edits, List.of());
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
    String names = String.join("|", used);
    String all = ProofSources.simple(type) + (names.isEmpty() ? "" : "|" + names);
    return text.replaceAll("\\b(" + all + ")\\b", "$1__" + number);
  }
}
