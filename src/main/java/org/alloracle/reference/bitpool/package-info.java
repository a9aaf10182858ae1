/**
 * The bitmap-tree pool, after jamesmunns/bitpool: pages of 1024 bytes, each managed by a complete
 * binary tree in one 32-bit word.
 */
@NullMarked
package org.alloracle.reference.bitpool;

import org.jspecify.annotations.NullMarked;
