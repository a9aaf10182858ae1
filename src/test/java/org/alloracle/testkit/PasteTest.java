package org.alloracle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.alloracle.contract.Clause;
import org.alloracle.evidence.Javac;
import org.alloracle.oracle.ContractError;
import org.alloracle.oracle.Violation;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.testkit.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test methods that reports print compile, and fail on the same clause. */
final class PasteTest {
  @Test
  void pastedTestsFailOnTheSameClause(@TempDir Path folder) throws Exception {
    List<ContractError> errors = new ArrayList<>();
    StringBuilder source = new StringBuilder("import org.alloracle.testkit.zoo.Zoo;\n");
    for (Zoo animal : Zoo.values()) {
      for (ContractError error : Findings.of(animal).values()) {
        if (error.violation().kind() != Kind.NO_RETURN) {
          String subject = "  Object subject() { return Zoo." + animal + ".subjects.get(); }\n";
          source.append("class Pasted" + errors.size() + " {\n");
          source.append(subject.replace("Object", "org.alloracle.oracle.Subject"));
          source.append(method(error)).append("}\n");
          errors.add(error);
        }
      }
    }
    compile(Files.writeString(folder.resolve("Pasted.java"), source));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      for (int i = 0; i < errors.size(); i++) {
        Class<?> pasted = loader.loadClass("Pasted" + i);
        assertEquals(expected(errors.get(i)), brokenBy(pasted), errors.get(i).report());
      }
    }
  }

  /** That memory is lost is found by counting, which a pasted test does not do. */
  private static Clause expected(ContractError error) {
    Violation violation = error.violation();
    return violation.kind() == Kind.MEMORY_LOST ? Clause.REUSE : violation.clause();
  }

  private static String method(ContractError error) {
    String report = error.report();
    int start = report.indexOf("  @org.junit.jupiter.api.Test");
    return report.substring(start, report.indexOf("\n  }\n", start) + 5);
  }

  private static void compile(Path file) throws IOException {
    JavaCompiler compiler = Javac.compiler();
    StringWriter output = new StringWriter();
    List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(output, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      assertTrue(compiled, output::toString);
    }
  }

  private static Clause brokenBy(Class<?> pasted) throws ReflectiveOperationException {
    Constructor<?> constructor = pasted.getDeclaredConstructor();
    constructor.setAccessible(true);
    for (Method method : pasted.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        method.setAccessible(true);
        Object test = constructor.newInstance();
        InvocationTargetException thrown =
            assertThrows(InvocationTargetException.class, () -> method.invoke(test));
        return assertInstanceOf(ContractError.class, thrown.getCause()).violation().clause();
      }
    }
    throw new AssertionError("no test in " + pasted);
  }
}
