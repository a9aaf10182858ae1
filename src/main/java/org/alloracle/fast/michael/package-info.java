/** Michael's lock-free allocator, held to the model in {@code specs/michael}. */
@NullMarked
package org.alloracle.fast.michael;

import org.jspecify.annotations.NullMarked;
