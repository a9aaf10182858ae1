/**
 * The reference of freeingbump: power-of-two free lists over a bump pointer. In {@link
 * org.alloracle.reference.freeingbump.FreeingBump} no one can tamper with a header, and the memory grows as it is asked
 * to; {@link org.alloracle.reference.freeingbump.GuestHeap} says what happens else.
 */
@NullMarked
package org.alloracle.reference.freeingbump;

import org.jspecify.annotations.NullMarked;
