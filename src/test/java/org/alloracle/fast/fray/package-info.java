/** Runs Fray. */
@NullMarked
package org.alloracle.fast.fray;

import org.jspecify.annotations.NullMarked;
