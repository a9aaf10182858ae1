/** The reference of basicalloc: address-ordered first fit with coalescing. */
@NullMarked
package org.alloracle.reference.basicalloc;

import org.jspecify.annotations.NullMarked;
