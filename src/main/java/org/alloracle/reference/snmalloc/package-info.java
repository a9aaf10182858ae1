/** The reference of snmalloc: allocators that return what belongs to others by messages. */
@NullMarked
package org.alloracle.reference.snmalloc;

import org.jspecify.annotations.NullMarked;
