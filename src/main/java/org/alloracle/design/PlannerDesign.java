package org.alloracle.design;

import java.util.List;

/**
 * A design that plans where fields lie and serves the records so split: a reference alone, but for
 * its pool of records, which has a fast implementation too.
 *
 * @param label the name used for packages and in reports
 * @param summary what it does, in one phrase
 * @param source where the design comes from
 */
public record PlannerDesign(String label, String summary, String source) {

  private static final List<PlannerDesign> ALL =
      List.of(
          new PlannerDesign(
              "layout",
              "a plan of fields by affinity and heat, and a pool of records in two parts",
              "Chilimbi, Davidson & Larus, Cache-Conscious Structure Definition, 1999"));

  /** All planners. */
  public static List<PlannerDesign> all() {
    return ALL;
  }
}
