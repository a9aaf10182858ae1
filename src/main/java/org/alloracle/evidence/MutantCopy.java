package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * A copy of a class with one mutant in each of some methods. A proof concerns one method, and of
 * the others their contracts only.
 *
 * @param type the class that is copied
 * @param number of the copy
 */
record MutantCopy(String type, int number, List<MutantCase> cases) {

  MutantCopy(String type, int number) {
    this(type, number, new ArrayList<>());
  }

  ClassCopy copy() {
    return new ClassCopy(type, number, cases.stream().map(each -> each.mutant().edit()).toList());
  }

  /** As the prover names the method of a case. */
  String method(MutantCase each) {
    return copy().method(each.mutant().signature());
  }
}
