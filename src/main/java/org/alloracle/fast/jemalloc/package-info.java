/** The fast form of jemalloc (2006), for one thread and, in arenas with locks, for many. */
@NullMarked
package org.alloracle.fast.jemalloc;

import org.jspecify.annotations.NullMarked;
