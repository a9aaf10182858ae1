package org.alloracle.evidence.mutation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.alloracle.evidence.Javac;

/** The bodies of the methods of a source, as the Java compiler reads them. */
public final class Bodies {
  private final Path sourcePath;

  /**
   * Sources that may mention other ones.
   *
   * @param sourcePath the folder of the other ones
   */
  public Bodies(Path sourcePath) {
    this.sourcePath = sourcePath;
  }

  /**
   * All mutants of sources, in the order of their texts. Some may not compile.
   *
   * @param sources by the full names of their top-level classes
   * @throws IllegalArgumentException if a source itself does not compile
   */
  public Map<String, List<Mutant>> mutants(Map<String, String> sources) {
    Map<String, List<Mutant>> mutants = new TreeMap<>();
    List<String> errors =
        analyzed(
            sources,
            (trees, unit) -> {
              String type = type(unit);
              String source = sources.getOrDefault(type, "");
              mutants.put(type, new Scanner(trees, unit, source).mutants());
            });
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(errors.get(0));
    }
    return mutants;
  }

  private static String type(CompilationUnitTree unit) {
    for (Tree tree : unit.getTypeDecls()) {
      if (tree instanceof ClassTree type) {
        return unit.getPackageName() + "." + type.getSimpleName();
      }
    }
    throw new IllegalArgumentException("a source without a class");
  }

  /** What the compiler says against sources, by the full names of their classes. */
  public List<String> errors(Map<String, String> sources) {
    return analyzed(sources, (trees, unit) -> {});
  }

  private interface Reader {
    void read(Trees trees, CompilationUnitTree unit);
  }

  private List<String> analyzed(Map<String, String> sources, Reader reader) {
    JavaCompiler compiler = Javac.compiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((type, text) -> units.add(new Text(type, text)));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      JavacTask task = (JavacTask) compiler.getTask(null, files, said, options(), null, units);
      Iterable<? extends CompilationUnitTree> parsed = task.parse();
      task.analyze();
      Trees trees = Trees.instance(task);
      parsed.forEach(unit -> reader.read(trees, unit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> each.getMessage(Locale.ROOT))
        .toList();
  }

  private List<String> options() {
    return List.of(
        "-proc:none",
        "-implicit:none",
        "-nowarn",
        "-sourcepath",
        sourcePath.toString(),
        "-classpath",
        Javac.classPath());
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String type, String text) {
      super(URI.create("string:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
