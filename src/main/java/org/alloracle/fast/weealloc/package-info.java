/** The fast form of weealloc. */
@NullMarked
package org.alloracle.fast.weealloc;

import org.jspecify.annotations.NullMarked;
