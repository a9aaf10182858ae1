/** Runs jcstress. */
@NullMarked
package org.alloracle.fast.jcstress;

import org.jspecify.annotations.NullMarked;
