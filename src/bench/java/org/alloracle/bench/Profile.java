package org.alloracle.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;
import org.alloracle.bench.workload.Workload;

/** Where a workload spends its time, by the samples of the Java Flight Recorder. */
final class Profile {
  private static final int LINES = 12;
  private static final String WORKLOADS = Workload.class.getPackageName() + ".";

  private final Path folder;
  private final Sink sink;

  /** Recordings go into a folder. */
  Profile(Path folder, Sink sink) {
    this.folder = folder;
    this.sink = sink;
  }

  /** The options of a process that is to be recorded, once it is warm. */
  String[] options(String workload, String allocator) {
    return new String[] {
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:+DebugNonSafepoints", // else samples are moved to the ends of loops
      "-XX:StartFlightRecording=delay=5s,settings=profile,filename=" + file(workload, allocator)
    };
  }

  private Path file(String workload, String allocator) {
    return folder.resolve("profile-" + workload + "-" + allocator + ".jfr");
  }

  /** Prints the lines of source with the most samples, after inlining was undone. */
  void print(String workload, String allocator) {
    Map<String, Integer> lines = new HashMap<>();
    int samples = 0;
    try (RecordingFile recording = new RecordingFile(file(workload, allocator))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample") && inWorkload(event)) {
          lines.merge(name(event.getStackTrace().getFrames().get(0)), 1, Integer::sum);
          samples++;
        }
      }
    } catch (IOException e) {
      sink.line("no profile of " + allocator + " on " + workload + ": " + e.getMessage());
      return;
    }
    Table table = new Table("line", "%");
    for (Map.Entry<String, Integer> line : first(lines)) {
      table.row(line.getKey(), Table.number(100.0 * line.getValue() / samples, 0));
    }
    sink.line(workload + ", " + allocator + ": where " + samples + " samples were");
    table.print(sink);
  }

  private static List<Map.Entry<String, Integer>> first(Map<String, Integer> lines) {
    return lines.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(LINES)
        .toList();
  }

  private static boolean inWorkload(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(WORKLOADS));
  }

  private static String name(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    String method = frame.getMethod().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method + ":" + frame.getLineNumber();
  }
}
