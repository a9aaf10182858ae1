/** The fast form of policy: the layers of heaplayers, stacked. */
@NullMarked
package org.alloracle.fast.policy;

import org.jspecify.annotations.NullMarked;
