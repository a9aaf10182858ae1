/**
 * Recorded runs of an allocator, step by step: are they behaviours of its model?
 *
 * <p>A log has the labelled steps of each thread with its registers after each. {@link
 * org.alloracle.evidence.steps.StepValidator} hands logs to TLC, which looks for an order of the
 * steps that the model allows.
 */
@NullMarked
package org.alloracle.evidence.steps;

import org.jspecify.annotations.NullMarked;
