/** The reference of explicit regions: memory released region by region, guarded by a count. */
@NullMarked
package org.alloracle.reference.region;

import org.jspecify.annotations.NullMarked;
