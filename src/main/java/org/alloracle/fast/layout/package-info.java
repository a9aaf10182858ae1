/** Records in two parts, fast. */
@NullMarked
package org.alloracle.fast.layout;

import org.jspecify.annotations.NullMarked;
