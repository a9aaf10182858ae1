package org.alloracle.fast.michael;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.alloracle.MutatedSource;
import org.jspecify.annotations.Nullable;

/** The planted bugs of the model, {@code AllBugs} in Michael.tla, planted in the code. */
@SuppressWarnings("ImmutableEnumChecker") // the list is one of List.of
enum Mutant {
  NO_TAG("Anchor", " + (1L << TAG)", ""),
  RAW_POP("Descriptors", "r.hazard = old;", ""),
  HAZARD_NOT_CHECKED(
      "Descriptors", "boolean same = top(available) == old;", "boolean same = true;"),
  RETIRE_WITHOUT_SCAN("Descriptors", "|= r.retired[i] == hazard", "|= r.retired[i] + 9 == hazard"),
  CREDITS_NOT_RETURNED("Malloc", "Anchor.plus(old, more), Anchor.PARTIAL", "old, Anchor.PARTIAL"),
  CREDITS_NOT_COUNTED("Malloc", "Anchor.plus(old, -(more + 1))", "Anchor.plus(old, -1)"),
  ONE_CREDIT_TOO_MANY("Malloc", "Anchor.active(d.index, more - 1)", "Anchor.active(d.index, more)"),
  ACTIVE_OVERWRITTEN(
      "Malloc",
      "casActive(Anchor.NULL, Anchor.active(d.index",
      "casActive(heap.active, Anchor.active(d.index"),
  ACTIVE_STORED(
      "Malloc",
      "casActive(Anchor.NULL, Anchor.active(got",
      "casActive(heap.active, Anchor.active(got"),
  RETIRED_TWICE("Free", "if (found) {", "if (found || t >= 0) {"),
  EMPTY_NOT_SEEN("Malloc", "(Anchor.state(old) == Anchor.EMPTY)", "(Anchor.state(old) < 0)"),
  EVERY_PARTIAL_PUT(
      "Free", "put = Anchor.state(old) == Anchor.FULL", "put = Anchor.state(old) != Anchor.ACTIVE"),
  FULL_NOT_PUT("Free", "put = Anchor.state(old) == Anchor.FULL", "put = Anchor.state(old) < 0"),
  PREVIOUS_PARTIAL_LOST("Partials", "if (old != Anchor.NULL) {", "if (old < Anchor.NULL) {"),
  CAS_BEFORE_LINK(
      "Free",
      "superblock.setNext(i, Anchor.avail(old));",
      "",
      "published = d.casAnchor(old, wanted);",
      "published = d.casAnchor(old, wanted); steps.before(t, Label.free_link);"
          + " if (published) superblock.setNext(i, Anchor.avail(old));"),
  LISTED_AND_RETIRED(
      "Partials", "descriptors.retire(record, d);", "list.put(d); descriptors.retire(record, d);"),
  EMPTIED_AND_LOST("Partials", "descriptors.retire(record, d);", ""),
  PUBLISHED_REMOVAL("Free", "record.hazard = d.index;", "");

  private final String file;
  private final List<String> changes;

  Mutant(String file, String... changes) {
    this.file = file;
    this.changes = List.of(changes);
  }

  /** The package with the bug in it. */
  ClassLoader loader() throws IOException {
    return MutatedSource.with(Mutant.class, file, changes);
  }

  /**
   * {@link Chance#run} there, for a number of seeds.
   *
   * @param log where to write the steps of the last seed, if anywhere
   * @return what went wrong at the first seed at which something did, or null
   */
  static @Nullable String hunt(
      ClassLoader loader, int shape, long from, int seeds, @Nullable Path log)
      throws ReflectiveOperationException {
    Method run =
        loader
            .loadClass(Chance.class.getName())
            .getDeclaredMethod("run", int.class, long.class, int.class, Path.class);
    run.setAccessible(true);
    for (long seed = from; seed < from + seeds; seed++) {
      Object wrong = run.invoke(null, shape, seed, 12, log);
      if (wrong != null) {
        return "shape " + shape + ", seed " + seed + ": " + wrong;
      }
    }
    return null;
  }
}
