package org.alloracle.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.bench.peer.Heap;
import org.alloracle.bench.peer.Peer;
import org.alloracle.bench.peer.Peer.Kind;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.workload.Workload;
import org.alloracle.bench.workload.Workloads;
import org.jspecify.annotations.Nullable;

/** Nanoseconds an allocation and free, of our designs and of peers, pass after pass. */
final class Speed {
  private final Settings settings;
  private final Sink sink;
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();

  Speed(Settings settings, Sink sink) {
    this.settings = settings;
    this.sink = sink;
  }

  /** Measures and reports; returns the rows for the data file. */
  List<SpeedReport.Row> run() throws IOException, InterruptedException {
    NativeRuns natives = new NativeRuns(settings.sources(), settings.out());
    natives.absences().forEach(skipped::put);
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(settings.out().resolve("jmh.log")),
            true,
            StandardCharsets.UTF_8)) {
      Forks forks =
          new Forks(
              settings.quick(), log, settings.profile() ? new Profile(settings.out(), sink) : null);
      for (int pass = 1; pass <= settings.passes(); pass++) {
        for (String workload : settings.workloads()) {
          measure(natives, workload);
          for (Peer peer : Peer.all()) {
            measure(forks, workload, peer);
          }
          sink.progress("pass " + pass + " of " + settings.passes() + ": " + workload);
        }
      }
    }
    skipped.forEach((name, why) -> sink.line("skipped: " + name + ": " + why));
    sink.line("");
    return new SpeedReport(settings, sink, List.copyOf(figures.values())).write();
  }

  private void measure(NativeRuns natives, String workload)
      throws IOException, InterruptedException {
    for (String name : natives.names()) {
      if (settings.wants(name)) {
        double[] found = natives.run(name, workload, settings.quick() ? 200 : 1000);
        if (found != null) {
          figure(workload, name, Kind.NATIVE).add(found[0], found[1], Double.NaN);
        }
      }
    }
  }

  private void measure(Forks forks, String name, Peer peer) {
    if (!settings.wants(peer.name())) {
      return;
    }
    String why = peer.absence() != null ? peer.absence() : unfit(Workloads.named(name), peer);
    if (why != null) {
      skipped.put(peer.absence() != null ? peer.name() : peer.name() + " on " + name, why);
      return;
    }
    Forks.Sample sample = forks.run(name, peer.name());
    if (sample == null) {
      skipped.put(peer.name() + " on " + name, "failed, see jmh.log");
      return;
    }
    figure(name, peer.name(), peer.kind()).add(sample.processor(), sample.wall(), sample.garbage());
  }

  private Figure figure(String workload, String allocator, Kind kind) {
    return figures.computeIfAbsent(
        workload + " " + allocator, key -> new Figure(workload, allocator, kind));
  }

  /** Why an allocator cannot do a workload, or null. */
  private static @Nullable String unfit(Workload workload, Peer peer) {
    if (workload.threads() > 1 && !peer.shared()) {
      return "confined to one thread";
    }
    if (peer.kind() == Kind.OURS) {
      try {
        Heap heap = peer.maker().apply(1);
        heap.allocate(0, workload.greatest());
      } catch (IllegalStateException e) {
        return String.valueOf(e.getMessage());
      }
    }
    return null;
  }
}
