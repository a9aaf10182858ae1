/**
 * Layers that stack to allocators, and Kingsley's allocator stacked of them and written by hand.
 */
@NullMarked
package org.alloracle.fast.heaplayers;

import org.jspecify.annotations.NullMarked;
