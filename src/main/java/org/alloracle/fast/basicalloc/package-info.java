/** Address-ordered first fit, fast. */
@NullMarked
package org.alloracle.fast.basicalloc;

import org.jspecify.annotations.NullMarked;
