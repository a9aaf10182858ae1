package org.alloracle.evidence.tlc;

import java.lang.reflect.Field;
import tlc2.TLC;
import tlc2.output.EC;
import util.SimpleFilenameToStream;

/**
 * TLC with a count of how often each action was taken.
 *
 * <p>TLC's own coverage counts how often each expression was looked at as well, which doubles the
 * time of a run.
 */
public final class CountedTlc {
  private CountedTlc() {}

  /**
   * Runs TLC and prints the counts in the form of its messages of coverage.
   *
   * @param arguments as TLC takes them, without {@code -coverage}
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    TLC tlc = new TLC();
    if (!tlc.handleParameters(arguments)) {
      System.exit(1);
    }
    tlc.setResolver(new SimpleFilenameToStream());
    ActionCounts counts = new ActionCounts();
    // It takes a writer of states from nobody but its option to write them all to a file.
    Field writer = TLC.class.getDeclaredField("stateWriter");
    writer.setAccessible(true);
    writer.set(tlc, counts);
    int result = tlc.process();
    counts.messages().forEach(System.out::println);
    System.out.flush();
    System.exit(EC.ExitStatus.errorConstantToExitStatus(result));
  }
}
