package tlc2.overrides;

import org.alloracle.evidence.steps.StepOperators;

/** TLC looks for a class of this name, to find operators that are defined in Java. */
public final class TLCOverrides implements ITLCOverrides {
  @Override
  @SuppressWarnings("rawtypes")
  public Class[] get() {
    return new Class[] {StepOperators.class};
  }
}
