/** The designs built for speed, each in a package of its own, and what they share. */
@NullMarked
package org.alloracle.fast;

import org.jspecify.annotations.NullMarked;
