/** The reference of vmem: arenas of integers, with power-of-two free lists and boundary tags. */
@NullMarked
package org.alloracle.reference.vmem;

import org.jspecify.annotations.NullMarked;
