package org.alloracle.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code alloracle}. */
@Command(
    name = "alloracle",
    mixinStandardHelpOptions = true,
    description = "Formally checked reference allocators, and the oracle for yours.")
public final class Main implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** Runs the command named by the arguments and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
