/** The oracle: the map of live blocks, the checking of traces, violations and their reports. */
@NullMarked
package org.alloracle.oracle;

import org.jspecify.annotations.NullMarked;
