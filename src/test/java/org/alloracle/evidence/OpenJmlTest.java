package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which OpenJML is found, and which are passed over. */
final class OpenJmlTest {
  private static final Pins PINS = Pins.read(Path.of(""));

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void versions() {
    for (String good : List.of("0.21.0-alpha-0", "21.0.28", "21-0.28", "21.0.29", "22.1")) {
      assertTrue(PINS.accepts(good), good);
    }
    for (String bad :
        List.of(
            "21-0.21",
            "21.0.27",
            "0.17.0-alpha-15",
            "0.21.0-alpha-1",
            "0.8.59",
            "unknown",
            "",
            "21.0.28-dirty",
            "99999999999")) {
      assertFalse(PINS.accepts(bad), bad);
    }
  }

  @Test
  void thePropertyComesFirstThenTheHomeThenThePath() throws IOException {
    install("property", "openjml 21.0.28");
    install("home", "OpenJML 0.21.0-alpha-0");
    install("path", "21.0.30");
    assertEquals("21.0.28", found(search("property", "home", "path")));
    assertEquals("0.21.0-alpha-0", found(search("", "home", "path")));
    assertEquals("21.0.30", found(search("", "", "path")));
    assertEquals("none", found(search("", "", "")));
    assertEquals(List.of(), notes);
  }

  @Test
  void anUnsoundReleaseIsPassedOver() throws IOException {
    install("home", "openjml 21-0.21");
    install("path", "openjml 21.0.28");
    assertEquals("21.0.28", found(search("", "home", "path")));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith("OpenJML 21-0.21 at "), notes.toString());
  }

  @Test
  void thePropertyMustBeRight() throws IOException {
    install("property", "openjml 21-0.21");
    assertThrows(EvidenceException.class, () -> found(search("property", "", "")));
    assertThrows(EvidenceException.class, () -> found(search("nowhere", "", "")));
  }

  @Test
  void noneMeansNone() throws IOException {
    install("path", "openjml 21.0.28");
    OpenJml.Search none =
        new OpenJml.Search("none", search("", "", "path").environment(), folder, true);
    assertEquals("none", found(none));
  }

  @Test
  void thePinnedReleaseIsFetchedOnceAndStaysExecutable() throws IOException {
    Path zip = zip("openjml 21.0.28");
    String digest = HexFormat.of().formatHex(Download.sha256().digest(Files.readAllBytes(zip)));
    Pins.Archive archive = new Pins.Archive("21.0.28", zip.toUri().toString(), digest);
    assertEquals(Optional.empty(), new Download(archive, folder).launcher(false, notes::add));
    Path launcher = new Download(archive, folder).launcher(true, notes::add).orElseThrow();
    assertTrue(Files.isExecutable(launcher));
    Files.delete(zip);
    assertEquals(Optional.of(launcher), new Download(archive, folder).launcher(true, notes::add));
    assertEquals(List.of(), notes);
  }

  @Test
  void otherBytesAreNotUnpacked() throws IOException {
    Pins.Archive archive =
        new Pins.Archive("21.0.28", zip("openjml 21.0.28").toUri().toString(), "00".repeat(32));
    assertEquals(Optional.empty(), new Download(archive, folder).launcher(true, notes::add));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("SHA-256 is "), notes.toString());
    assertFalse(Files.exists(folder.resolve("openjml-21.0.28")));
  }

  @Test
  void offlineIsANoteAndNotAnError() {
    Pins.Archive archive =
        new Pins.Archive("21.0.28", folder.resolve("gone.zip").toUri().toString(), "00");
    assertEquals(Optional.empty(), new Download(archive, folder).launcher(true, notes::add));
    assertTrue(notes.get(0).startsWith("OpenJML 21.0.28 could not be downloaded"), notes.get(0));
  }

  private String found(OpenJml.Search search) {
    return OpenJml.find(PINS, search, notes::add).map(OpenJml::version).orElse("none");
  }

  private OpenJml.Search search(String property, String home, String path) {
    return new OpenJml.Search(
        property.isEmpty() ? "" : folder.resolve(property).toString(),
        Map.of(
            "OPENJML_HOME", home.isEmpty() ? "" : folder.resolve(home).toString(),
            "PATH", path.isEmpty() ? "" : folder + "/empty:" + folder.resolve(path)),
        folder.resolve("cache"),
        false);
  }

  private void install(String name, String version) throws IOException {
    Path launcher = Files.createDirectories(folder.resolve(name)).resolve("openjml");
    Files.writeString(launcher, "#!/bin/sh\necho '" + version + "'\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path zip(String version) throws IOException {
    install("packed", version);
    Path zip = folder.resolve("release.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      out.write(new byte[] {'P', 'K', 5, 6});
      out.write(new byte[18]);
    }
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
      Files.createDirectory(files.getPath("openjml"));
      Path packed = files.getPath("openjml", "openjml");
      Files.copy(folder.resolve("packed/openjml"), packed);
      Files.setPosixFilePermissions(packed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return zip;
  }
}
