/** Recorded allocation traces: the event, and one streaming reader a format. */
@NullMarked
package org.alloracle.trace;

import org.jspecify.annotations.NullMarked;
