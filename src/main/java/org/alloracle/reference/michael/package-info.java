/** The reference of Michael's lock-free allocator: a superblock as one thread sees it. */
@NullMarked
package org.alloracle.reference.michael;

import org.jspecify.annotations.NullMarked;
