/** The fast form of magazine. */
@NullMarked
package org.alloracle.fast.magazine;

import org.jspecify.annotations.NullMarked;
