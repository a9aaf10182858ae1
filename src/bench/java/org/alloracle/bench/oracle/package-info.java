/** The oracle's speed. */
@NullMarked
package org.alloracle.bench.oracle;

import org.jspecify.annotations.NullMarked;
