/** The binary buddy allocator (mycelium), restated and proved. */
@NullMarked
package org.alloracle.reference.buddy;

import org.jspecify.annotations.NullMarked;
