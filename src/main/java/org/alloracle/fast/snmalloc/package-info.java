/** The fast form of snmalloc. */
@NullMarked
package org.alloracle.fast.snmalloc;

import org.jspecify.annotations.NullMarked;
