/**
 * The verified references: small, single-threaded, and proved method by method against their JML
 * contracts.
 */
@NullMarked
package org.alloracle.reference;

import org.jspecify.annotations.NullMarked;
