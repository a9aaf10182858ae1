/** Chunks, runs and regions (jemalloc of 2006), restated; its parts are proved. */
@NullMarked
package org.alloracle.reference.jemalloc;

import org.jspecify.annotations.NullMarked;
