/** Explicit regions, built for speed. */
@NullMarked
package org.alloracle.fast.region;

import org.jspecify.annotations.NullMarked;
