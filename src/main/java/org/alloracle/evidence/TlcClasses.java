package org.alloracle.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * TLC's classes as the Java machine has loaded them, kept by the first run for those after it: most
 * runs take longer to load classes than to look at states. The file lives as long as this machine.
 *
 * <p>Safe for use by several threads.
 */
final class TlcClasses {
  private static final TlcClasses SHARED = new TlcClasses();

  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile String kept = "";

  private TlcClasses() {}

  static TlcClasses shared() {
    return SHARED;
  }

  /** Whether the caller's run is the one to keep the classes. */
  boolean begins() {
    return begun.compareAndSet(false, true);
  }

  /** Options for the run that keeps the classes, in its own folder. */
  static List<String> keep(Path scratch) {
    // A machine says much about classes that it will not keep.
    return List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + file(scratch));
  }

  /** Options for any other run. */
  List<String> use() {
    return kept.isEmpty() ? List.of() : List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + kept);
  }

  /** After the run that keeps them. If there is nothing to keep, runs go on without. */
  void end(Path scratch) throws IOException {
    Path made = file(scratch);
    if (!Files.isRegularFile(made)) {
      return;
    }
    Path place = Files.createTempFile("alloracle-tlc", ".jsa");
    place.toFile().deleteOnExit();
    Files.move(made, place, StandardCopyOption.REPLACE_EXISTING);
    kept = place.toString();
  }

  private static Path file(Path scratch) {
    return scratch.resolve("classes.jsa");
  }
}
