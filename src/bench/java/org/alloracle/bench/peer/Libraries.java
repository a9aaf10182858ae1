package org.alloracle.bench.peer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds shared libraries of native allocators. */
public final class Libraries {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/local/lib",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib");

  private Libraries() {}

  /** The newest library of a name, such as {@code mimalloc}, in the usual folders. */
  public static Optional<Path> find(String name) {
    List<String> folders = new ArrayList<>();
    String own = System.getProperty("bench.libraries", "");
    if (!own.isEmpty()) {
      folders.add(own);
    }
    folders.addAll(FOLDERS);
    for (String folder : folders) {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(Path.of(folder), "lib" + name + ".so*")) {
        files.forEach(found::add);
      } catch (IOException e) {
        continue; // no such folder
      }
      if (!found.isEmpty()) {
        return Optional.of(Collections.max(found));
      }
    }
    return Optional.empty();
  }
}
