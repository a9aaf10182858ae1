package org.alloracle.evidence;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The ledger of proofs that was packed into the jar. */
public final class Packaged {
  private Packaged() {}

  /**
   * What was proved of a design's reference.
   *
   * @param classes how many classes
   * @param methods how many methods and constructors, all proved
   * @param reached how many of them came through the feasibility pass too
   * @param open how many methods and constructors are not proved yet
   * @param openjml the version that proved them, empty if there are none
   * @param date the day of the latest proof, empty if there are none
   */
  public record Proofs(
      int classes, int methods, int reached, int open, String openjml, String date) {}

  /** The proofs of the package {@code reference.DESIGN}, as the ledger has them. */
  public static Proofs proofs(String design) {
    int classes = 0;
    int methods = 0;
    int reached = 0;
    String openjml = "";
    String date = "";
    JsonObject all = read("ledger.json").getAsJsonObject("classes");
    for (Map.Entry<String, JsonElement> entry : all.entrySet()) {
      if (entry.getKey().startsWith("org.alloracle.reference." + design + ".")) {
        JsonObject one = entry.getValue().getAsJsonObject();
        classes++;
        methods += one.getAsJsonObject("proved").size();
        reached += one.getAsJsonObject("feasible").size();
        openjml = one.get("openjml").getAsString();
        String day = one.get("date").getAsString();
        date = day.compareTo(date) > 0 ? day : date;
      }
    }
    int open = 0;
    for (Map.Entry<String, JsonElement> entry :
        read("proofs/manifest.json").getAsJsonObject("open").entrySet()) {
      if (entry.getKey().startsWith("org.alloracle.reference." + design + ".")) {
        open += entry.getValue().getAsJsonArray().size();
      }
    }
    return new Proofs(classes, methods, reached, open, openjml, date);
  }

  private static JsonObject read(String name) {
    try (InputStream in = Packaged.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar: build it with Maven");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        return JsonParser.parseReader(reader).getAsJsonObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
