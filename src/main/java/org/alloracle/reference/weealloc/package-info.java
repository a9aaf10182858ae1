/** The reference of weealloc: first fit in list order, merging with one neighbour. */
@NullMarked
package org.alloracle.reference.weealloc;

import org.jspecify.annotations.NullMarked;
