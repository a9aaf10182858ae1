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
 */
record ClassCopy(String type, int number, List<Edit> edits) {

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

  /** The text with the copy's name. */
  private String named(String text) {
    String simple = ProofSources.simple(type);
    return text.replaceAll("\\b" + simple + "\\b", simple + "__" + number);
  }
}
