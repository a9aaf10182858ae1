package org.alloracle.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.alloracle.design.CacheDesign;
import org.alloracle.design.Design;
import org.alloracle.design.PlannerDesign;
import org.alloracle.design.RegionDesign;
import org.alloracle.evidence.ModelManifest;
import org.alloracle.evidence.ModelRun;
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
          + " for address. model: the TLA+ model of it, and the runs in which TLC checks it; see"
          + " alloracle models."
    })
final class ListCommand implements Callable<Integer> {
  private static final String BESIDE = "held to the reference by side-by-side tests";

  private final ModelManifest models = ModelManifest.packaged();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Design design : Design.all()) {
      String fast =
          design.fast() == null
              ? "none: the reference alone"
              : design.reference() != null
                  ? BESIDE
                  : "held to its model by recorded runs, a part of it to the reference";
      print(out, design.label(), design.summary(), design.source(), fast);
    }
    for (CacheDesign design : CacheDesign.all()) {
      print(out, design.label(), design.summary(), design.source(), BESIDE);
    }
    for (RegionDesign design : RegionDesign.all()) {
      print(out, design.label(), design.summary(), design.source(), BESIDE);
    }
    for (PlannerDesign design : PlannerDesign.all()) {
      String fast = "the pool of records alone, " + BESIDE;
      print(out, design.label(), design.summary(), design.source(), fast);
    }
    return Main.CLEAN;
  }

  private void print(PrintWriter out, String label, String summary, String source, String fast) {
    // Several designs of one package, as heaplayers-lea, have its proofs in common.
    Packaged.Proofs proofs = Packaged.proofs(label.replaceFirst("-.*", ""));
    out.printf("%-19s %s%n", label, summary);
    VerdictText.row(out, "source", "%s", source);
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
    if (proofs.reached() < proofs.methods()) {
      VerdictText.row(
          out,
          "of these",
          "%s not through the feasibility pass yet",
          VerdictText.counted(proofs.methods() - proofs.reached(), "method"));
    }
    if (proofs.open() > 0) {
      VerdictText.row(out, "not proved yet", "%s", VerdictText.counted(proofs.open(), "method"));
    }
    VerdictText.row(out, "fast", "%s", fast);
    VerdictText.row(out, "model", "%s", model(models.of(label)));
  }

  private static String model(List<ModelRun> runs) {
    if (runs.isEmpty()) {
      return "none";
    }
    long hold = runs.stream().filter(run -> run.expect().equals(ModelRun.HOLDS)).count();
    return String.format(
        "%s, %s: %d must hold, %d must fail",
        runs.get(0).model(), VerdictText.counted(runs.size(), "run"), hold, runs.size() - hold);
  }
}
