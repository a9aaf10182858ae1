/** The reference of freeingbump: power-of-two free lists over a bump pointer. */
@NullMarked
package org.alloracle.reference.freeingbump;

import org.jspecify.annotations.NullMarked;
