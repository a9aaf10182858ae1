/**
 * What the tests of other projects import: a JUnit 5 interface that tests an allocator.
 *
 * <p>{@link org.alloracle.testkit.BlockAllocatorContract} is all there is to it, together with
 * {@link org.alloracle.oracle.Subject}, by which an allocator is handed over. It needs
 * junit-jupiter-api and nothing else.
 */
@NullMarked
package org.alloracle.testkit;

import org.jspecify.annotations.NullMarked;
