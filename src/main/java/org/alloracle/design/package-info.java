/** The registry of designs: one line each. */
@NullMarked
package org.alloracle.design;

import org.jspecify.annotations.NullMarked;
