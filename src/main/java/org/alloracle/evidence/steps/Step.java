package org.alloracle.evidence.steps;

import java.util.Map;

/**
 * One step of one thread, as it was recorded.
 *
 * @param line its line in the log
 * @param thread from 0
 * @param begin tick before the step; it came after every step that ended before
 * @param end tick after the step
 * @param label of the step, as in the model
 * @param next the label that the thread is at afterwards, or {@link #UNKNOWN}
 * @param registers of the thread afterwards, those that were recorded, in the notation of the log
 */
record Step(
    int line,
    int thread,
    long begin,
    long end,
    String label,
    String next,
    Map<String, String> registers) {

  /** As {@link #next} of the last step of a call that was not finished. */
  static final String UNKNOWN = "-";

  /** The step in a message. */
  String title() {
    return "thread " + thread + ", " + label + " (ticks " + begin + " to " + end + ")";
  }
}
