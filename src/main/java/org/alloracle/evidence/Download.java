package org.alloracle.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A pinned release, fetched once into a cache folder and unpacked only if its digest is right. */
final class Download {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Pins.Archive archive;
  private final Path home;

  Download(Pins.Archive archive, Path cache) {
    this.archive = archive;
    this.home = cache.resolve("openjml-" + archive.version());
  }

  /**
   * The launcher in the cache.
   *
   * @param mayDownload whether to fetch the release if the cache lacks it
   * @param notes gets a line if that fails
   */
  Optional<Path> launcher(boolean mayDownload, Consumer<String> notes) {
    try {
      if (!Files.isDirectory(home) && mayDownload) {
        fetch();
      }
      return inCache();
    } catch (IOException e) {
      notes.accept("OpenJML " + archive.version() + " could not be downloaded: " + e);
      return Optional.empty();
    }
  }

  private Optional<Path> inCache() throws IOException {
    if (!Files.isDirectory(home)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(home, 2, (file, at) -> file.endsWith("openjml"))) {
      return files.filter(Files::isRegularFile).findFirst();
    }
  }

  private void fetch() throws IOException {
    Path cache = Files.createDirectories(home.resolveSibling(""));
    Path zip = Files.createTempFile(cache, "openjml", ".zip");
    Path unpacked = Files.createTempDirectory(cache, "openjml");
    try {
      String digest = copy(zip);
      if (!digest.equalsIgnoreCase(archive.sha256())) {
        throw new IOException("SHA-256 is " + digest + ", not " + archive.sha256());
      }
      unpack(zip, unpacked);
      // Last, and at once: a half-unpacked release is never found.
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private String copy(Path zip) throws IOException {
    MessageDigest sha256 = sha256();
    URLConnection connection = URI.create(archive.url()).toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (InputStream in = new DigestInputStream(connection.getInputStream(), sha256)) {
      Files.copy(in, zip, StandardCopyOption.REPLACE_EXISTING);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Keeps the permissions: the launcher, the JDK and the solvers must stay executable. */
  private static void unpack(Path zip, Path folder) throws IOException {
    Map<String, ?> permissions = Map.of("enablePosixFileAttributes", true);
    try (FileSystem files = FileSystems.newFileSystem(zip, permissions)) {
      List<Path> entries;
      try (Stream<Path> walk = Files.walk(files.getPath("/"))) {
        entries = walk.filter(Files::isRegularFile).toList();
      }
      for (Path entry : entries) {
        Path target = folder.resolve(entry.toString().substring(1)).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive names a file outside itself: " + entry);
        }
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(entry, target);
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
