package org.alloracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.alloracle.evidence.Javac;

/**
 * A package with a change in one of its sources, so that the code itself needs no switches for
 * bugs. The changed class is compiled in memory; all classes of the package, tests included, are
 * loaded anew around it.
 */
public final class MutatedSource {
  private MutatedSource() {}

  /**
   * A loader of the changed package.
   *
   * @param example a class of the package
   * @param file the simple name of the class to change
   * @param changes pairs: a text that occurs exactly once, and what to put there
   * @throws IllegalArgumentException if a text does not occur exactly once, or the result does not
   *     compile
   */
  public static ClassLoader with(Class<?> example, String file, List<String> changes)
      throws IOException {
    String name = example.getPackageName();
    Path path = Path.of("src/main/java", name.replace('.', '/'), file + ".java");
    String source = Files.readString(path);
    for (int i = 0; i < changes.size(); i += 2) {
      String from = changes.get(i);
      int at = source.indexOf(from);
      if (at < 0 || source.indexOf(from, at + 1) >= 0) {
        throw new IllegalArgumentException(path + " does not have exactly once: " + from);
      }
      source = source.replace(from, changes.get(i + 1));
    }
    return new Loader(example, name + ".", compile(file, source));
  }

  private static Map<String, byte[]> compile(String file, String source) throws IOException {
    JavaCompiler compiler = Javac.compiler();
    Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
    StringWriter errors = new StringWriter();
    try (JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(null, null, null), compiled)) {
      boolean done =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-classpath", TestJvm.CLASS_PATH),
                  null,
                  List.of(new Source(file, source)))
              .call();
      if (!done) {
        throw new IllegalArgumentException(errors.toString());
      }
    }
    Map<String, byte[]> classes = new HashMap<>();
    compiled.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> compiled;

    InMemory(JavaFileManager standard, Map<String, ByteArrayOutputStream> compiled) {
      super(standard);
      this.compiled = compiled;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      compiled.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }

  private static final class Loader extends ClassLoader {
    private final String prefix;
    private final Map<String, byte[]> changed;

    Loader(Class<?> example, String prefix, Map<String, byte[]> changed) {
      super(example.getClassLoader());
      this.prefix = prefix;
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.startsWith(prefix)) {
          byte[] bytes = changed.containsKey(name) ? changed.get(name) : original(name);
          loaded = defineClass(name, bytes, 0, bytes.length);
        }
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
