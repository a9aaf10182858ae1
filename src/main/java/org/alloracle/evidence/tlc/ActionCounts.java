package org.alloracle.evidence.tlc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tla2sany.st.Location;
import tlc2.TLCGlobals;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.BitVector;
import tlc2.util.IStateWriter;

/**
 * Counts the steps that TLC takes by their actions. TLC splits an action by the values of a
 * quantifier over a constant set; the parts count as the one that the specification names.
 *
 * <p>Safe for use by several threads.
 */
final class ActionCounts implements IStateWriter {
  private final Map<Action, LongAdder> taken = new ConcurrentHashMap<>();

  /**
   * One message an action, with code 2772 and a text {@code <NAME PLACE>: 0:TAKEN}; none if TLC
   * could not read the model.
   */
  List<String> messages() {
    if (TLCGlobals.mainChecker == null) {
      return List.of();
    }
    Map<String, Long> named = new TreeMap<>();
    for (Action action : TLCGlobals.mainChecker.tool.getActions()) {
      LongAdder count = taken.get(action);
      named.merge(name(action), count == null ? 0 : count.sum(), Long::sum);
    }
    return named.entrySet().stream()
        .map(
            one ->
                "@!@!@STARTMSG 2772:0 @!@!@\n<%s>: 0:%d\n@!@!@ENDMSG 2772 @!@!@"
                    .formatted(one.getKey(), one.getValue()))
        .toList();
  }

  /** The definition and where it stands; if it has several actions, their places too. */
  private static String name(Action action) {
    String definition = action.getName() + " " + action.getDeclaration();
    Location place = action.pred.getLocation();
    if (action.getOpDef() == null || place.equals(action.getOpDef().getBody().getLocation())) {
      return definition;
    }
    return "%s (%d %d %d %d)"
        .formatted(
            definition, place.beginLine(), place.beginColumn(), place.endLine(), place.endColumn());
  }

  @Override
  public void writeState(TLCState state, TLCState next, boolean isNew, @Nullable Action action) {
    if (action != null) {
      taken.computeIfAbsent(action, key -> new LongAdder()).increment();
    }
  }

  @Override
  public void writeState(TLCState state) {}

  @Override
  public void writeState(TLCState state, TLCState next, boolean isNew) {}

  @Override
  public void writeState(
      TLCState state, TLCState next, boolean isNew, IStateWriter.Visualization visualization) {}

  @Override
  public void writeState(
      TLCState state, TLCState next, BitVector checks, int from, int length, boolean isNew) {}

  @Override
  public void writeState(
      TLCState state,
      TLCState next,
      BitVector checks,
      int from,
      int length,
      boolean isNew,
      IStateWriter.Visualization visualization) {}

  @Override
  public void close() {}

  @Override
  public String getDumpFileName() {
    return "";
  }

  /** Else TLC would write the graph of its liveness check too. */
  @Override
  public boolean isNoop() {
    return true;
  }

  @Override
  public boolean isDot() {
    return false;
  }

  @Override
  public void snapshot() {}
}
