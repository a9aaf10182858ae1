/** The designs' own headline results, restated as ratios on our code. */
@NullMarked
package org.alloracle.bench.headline;

import org.jspecify.annotations.NullMarked;
