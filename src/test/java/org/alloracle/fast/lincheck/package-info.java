/** What Lincheck is told of an allocator. */
@NullMarked
package org.alloracle.fast.lincheck;

import org.jspecify.annotations.NullMarked;
