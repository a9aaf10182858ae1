/** The memory that the designs of the registry need. */
@NullMarked
package org.alloracle.bench.footprint;

import org.jspecify.annotations.NullMarked;
