/** What the allocators are given to do. */
@NullMarked
package org.alloracle.bench.workload;

import org.jspecify.annotations.NullMarked;
