/** The reference of policy: free lists for ranges of sizes, stacked over headers over a region. */
@NullMarked
package org.alloracle.reference.policy;

import org.jspecify.annotations.NullMarked;
