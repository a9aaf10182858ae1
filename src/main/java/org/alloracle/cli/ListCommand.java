package org.alloracle.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.alloracle.design.Design;
import org.alloracle.evidence.Packaged;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code alloracle list}: the designs and their evidence. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the designs that are here and the evidence each has.",
      "",
      "proved: methods of the reference's classes whose JML contracts OpenJML proved, from the"
          + " ledger in the jar. fast: an implementation that tests hold to the reference, address"
          + " for address. models: runs of TLA+ models that TLC checks."
    })
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Design design : Design.all()) {
      Packaged.Proofs proofs = Packaged.proofs(design.label());
      int models = Packaged.models(design.label());
      out.printf("%-12s %s%n", design.label(), design.summary());
      VerdictText.row(out, "source", "%s", design.source());
      if (proofs.methods() > 0) {
        VerdictText.row(
            out,
            "proved",
            "%s of %s, by OpenJML %s, latest on %s",
            VerdictText.counted(proofs.methods(), "method"),
            proofs.classes() == 1 ? "1 class" : proofs.classes() + " classes",
            proofs.openjml(),
            proofs.date());
      }
      if (proofs.open() > 0) {
        VerdictText.row(out, "not proved yet", "%s", VerdictText.counted(proofs.open(), "method"));
      }
      VerdictText.row(out, "fast", "%s", "held to the reference by side-by-side tests");
      VerdictText.row(
          out, "models", "%s", models == 0 ? "none" : VerdictText.counted(models, "run"));
    }
    return Main.CLEAN;
  }
}
