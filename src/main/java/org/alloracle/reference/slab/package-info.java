/** The reference of the slab allocator: a cache of constructed objects, slab by slab. */
@NullMarked
package org.alloracle.reference.slab;

import org.jspecify.annotations.NullMarked;
