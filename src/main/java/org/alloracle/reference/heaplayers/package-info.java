/** The references of Heap Layers: small layers, each with its own law, and what they compose to. */
@NullMarked
package org.alloracle.reference.heaplayers;

import org.jspecify.annotations.NullMarked;
