/** Bytes for the addresses that an allocator hands out, so that a program can use them. */
@NullMarked
package org.alloracle.memory;

import org.jspecify.annotations.NullMarked;
