package org.alloracle.evidence.runtime;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.alloracle.evidence.Javac;
import org.alloracle.evidence.RefusalLedger;

/** The references, compiled so that their contracts are evaluated at each call. */
public final class Contracts implements AutoCloseable {
  private static final List<String> ROOMS =
      List.of("org/alloracle/contract", "org/alloracle/reference");

  private final Specs specs;
  private final URLClassLoader loader;

  private Contracts(Specs specs, URLClassLoader loader) {
    this.specs = specs;
    this.loader = loader;
  }

  /**
   * Reads and compiles the sources of a project.
   *
   * @param root the folder of its sources
   * @param scratch an empty folder, to be kept until this is closed
   * @throws IllegalArgumentException if a specification cannot be read; the message has the file
   *     and the line
   */
  public static Contracts of(Path root, Path scratch) {
    JavaCompiler compiler = Javac.compiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, said, null, null, files.getJavaFileObjectsFromPaths(sources(root)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      Map<String, ClassSpec> specs = new TreeMap<>();
      List<Path> written = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        String source = unit.getSourceFile().getCharContent(true).toString();
        ClassSpec spec = read(unit, positions, source);
        specs.put(spec.name(), spec);
        if (spec.name().startsWith("org.alloracle.reference.")) {
          Path file = scratch.resolve(spec.name().replace('.', '/') + ".java");
          Files.createDirectories(file.resolveSibling(""));
          Files.writeString(file, Instrumented.text(unit, positions, source, spec));
          written.add(file);
        }
      }
      compile(compiler, files, written, scratch);
      return new Contracts(new Specs(specs), loader(scratch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String room : ROOMS) {
      try (Stream<Path> walk = Files.walk(root.resolve(room))) {
        walk.filter(it -> it.toString().endsWith(".java") && !it.endsWith("package-info.java"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static ClassSpec read(
      CompilationUnitTree unit, SourcePositions positions, String source) {
    try {
      return SpecReader.read(unit, positions, source);
    } catch (IllegalArgumentException e) {
      String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static void compile(
      JavaCompiler compiler, StandardJavaFileManager files, List<Path> sources, Path to) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-d", to.toString(), "-classpath", Javac.classPath());
    boolean done =
        compiler
            .getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources))
            .call();
    if (!done) {
      throw new IllegalStateException(
          said.getDiagnostics().stream()
              .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
              .map(it -> it.toString().lines().findFirst().orElse("") + it.getMessage(Locale.ROOT))
              .findFirst()
              .orElse("it does not compile"));
    }
  }

  /** The instrumented classes go before the others of their names. */
  private static URLClassLoader loader(Path classes) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, Contracts.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.alloracle.reference.")) {
          return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }
    };
  }

  /**
   * How far to go.
   *
   * @param objects how many are made, one after the other: after misuse some only refuse
   * @param steps how many calls are made of each of them
   * @param calls how many calls of each method are checked in all, those within others too
   * @param alternatives after how many calls of each method other results and states are tried
   * @param changes how many of them each time
   */
  public record Extent(int objects, int steps, int calls, int alternatives, int changes) {}

  /** Calls objects at random, always the same way for a seed, and says what was seen. */
  public Findings walk(Setup setup, long seed, Extent extent) {
    Findings findings = new Findings();
    Alternatives alternatives =
        new Alternatives(specs, findings, seed, extent.alternatives(), extent.changes());
    Checker checker = new Checker(specs, findings, extent.calls(), alternatives);
    new Walk(this, checker, seed).misuse(setup);
    for (int i = 0; i < extent.objects(); i++) {
      new Walk(this, checker, seed + i).run(setup, extent.steps());
    }
    return findings;
  }

  /** What was seen of each class, in a form to read. */
  public String table(List<Findings> walks) {
    return new RuntimeTable(specs).text(walks);
  }

  /** The parts of clauses that alone refused something, by class. */
  public Map<String, Set<RefusalLedger.Place>> alone(List<Findings> walks) {
    return new RuntimeTable(specs).alone(walks);
  }

  /** All parts of clauses, by class. */
  public Map<String, Set<RefusalLedger.Place>> parts() {
    return new RuntimeTable(specs).parts();
  }

  Specs specs() {
    return specs;
  }

  /** An instrumented class. */
  Class<?> load(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no reference " + name, e);
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
