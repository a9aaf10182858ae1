/**
 * Vmem arenas for speed: boundary tags in arrays, free lists with a bitmap, constant time instant
 * fit.
 */
@NullMarked
package org.alloracle.fast.vmem;

import org.jspecify.annotations.NullMarked;
