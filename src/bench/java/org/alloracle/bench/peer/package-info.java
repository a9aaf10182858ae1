/** The allocators that are measured, ours and others. */
@NullMarked
package org.alloracle.bench.peer;

import org.jspecify.annotations.NullMarked;
