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
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile String kept = "";

  /**
   * Options for a run: the first that can keeps its classes, those after it use what is kept by
   * then.
   *
   * @param scratch the run's own folder
   * @param jarsOnly whether the class path has no folder, from which a machine keeps no classes
   */
  List<String> options(Path scratch, boolean jarsOnly) {
    String archive;
    if (jarsOnly && begun.compareAndSet(false, true)) {
      archive = "-XX:ArchiveClassesAtExit=" + file(scratch);
    } else if (!kept.isEmpty()) {
      archive = "-XX:SharedArchiveFile=" + kept;
    } else {
      return List.of();
    }
    // A machine says much about classes that it will not keep.
    return List.of("-Xlog:disable", archive);
  }

  /** After a run: keeps the classes if it has written them. */
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
