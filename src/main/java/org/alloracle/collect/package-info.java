/** Collections of primitives that the oracle and the fast designs need. They depend on nothing. */
@NullMarked
package org.alloracle.collect;

import org.jspecify.annotations.NullMarked;
