package org.alloracle.evidence;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The Java compiler of the machine that runs this. */
public final class Javac {
  private Javac() {}

  /**
   * The compiler.
   *
   * @throws IllegalStateException if this is a Java runtime without one
   */
  public static JavaCompiler compiler() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("a JDK is needed, this is a Java runtime only");
    }
    return compiler;
  }

  /** The class path of this program, or of the tests that run. */
  public static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }
}
