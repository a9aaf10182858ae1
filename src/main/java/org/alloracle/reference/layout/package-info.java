/** The reference of structure layout: a planner of fields by affinity and heat, and a pool in two parts. */
@NullMarked
package org.alloracle.reference.layout;

import org.jspecify.annotations.NullMarked;
