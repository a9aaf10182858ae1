/** The fast form of slab. */
@NullMarked
package org.alloracle.fast.slab;

import org.jspecify.annotations.NullMarked;
