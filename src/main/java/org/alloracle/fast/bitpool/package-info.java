/** The bitmap-tree pool for speed: the contract and the addresses of its reference. */
@NullMarked
package org.alloracle.fast.bitpool;

import org.jspecify.annotations.NullMarked;
