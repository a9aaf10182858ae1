/** The fast form of freeingbump. */
@NullMarked
package org.alloracle.fast.freeingbump;

import org.jspecify.annotations.NullMarked;
