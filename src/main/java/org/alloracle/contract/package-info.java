/**
 * What every allocator promises: the named clauses, the three families, the exceptions for misuse.
 *
 * <p>Addresses are {@code long} byte offsets in an abstract address space. Nothing here depends on
 * anything else of the project.
 */
@NullMarked
package org.alloracle.contract;

import org.jspecify.annotations.NullMarked;
