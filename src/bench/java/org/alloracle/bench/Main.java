package org.alloracle.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alloracle.bench.footprint.Footprint;
import org.alloracle.bench.headline.Headlines;
import org.alloracle.bench.oracle.OracleBench;
import org.alloracle.bench.oracle.TraceBench;
import org.alloracle.bench.report.Sink;

/** Runs the benchmarks and writes what they say. */
public final class Main {
  private Main() {}

  /** Takes no arguments; see {@link Settings} for the properties. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Settings settings = Settings.read();
    Files.createDirectories(settings.out());
    Map<String, Object> results = new LinkedHashMap<>();
    Map<String, String> machine = machine(settings);
    results.put("run", machine);
    try (Sink sink = new Sink(settings.out().resolve("report.txt"))) {
      machine.forEach((name, value) -> sink.line(name + ": " + value));
      sink.line("");
      if (settings.parts().contains("speed")) {
        results.put("speed", new Speed(settings, sink).run());
      }
      if (settings.parts().contains("sharing")) {
        results.put("sharing", Sharing.run(settings, sink));
      }
      if (settings.parts().contains("footprint")) {
        results.put("footprint", new Footprint(settings.live(), settings.out(), sink).run());
      }
      if (settings.parts().contains("headlines")) {
        results.put("headlines", Headlines.run(settings.quick(), settings.passes(), sink));
      }
      if (settings.parts().contains("oracle")) {
        results.put("oracle", new OracleBench(settings.quick(), settings.out(), sink).run());
        results.put("traces", new TraceBench(settings.traces(), settings.quick(), sink).run());
      }
      Files.writeString(settings.out().resolve("results.json"), json(results));
      sink.line("written under " + settings.out());
    }
  }

  private static String json(Object results) {
    JsonSerializer<Double> numbers =
        (value, type, context) -> value.isNaN() ? JsonNull.INSTANCE : new JsonPrimitive(value);
    return new GsonBuilder()
        .registerTypeAdapter(double.class, numbers)
        .registerTypeAdapter(Double.class, numbers)
        .serializeNulls()
        .setPrettyPrinting()
        .create()
        .toJson(results);
  }

  private static Map<String, String> machine(Settings settings) throws IOException {
    Map<String, String> run = new LinkedHashMap<>();
    run.put(
        "mode",
        settings.profile()
            ? "with profiles: no figure of it is for quoting"
            : settings.quick()
                ? "QUICK, a smoke run: no figure of it is for quoting"
                : settings.passes() + " passes");
    run.put("when", Instant.now().toString());
    run.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    run.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    run.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " used");
    return run;
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch", "unknown");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
