/** The fast form of buddy. */
@NullMarked
package org.alloracle.fast.buddy;

import org.jspecify.annotations.NullMarked;
