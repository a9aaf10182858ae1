/** The reference of magazines: a cache of constructed objects with two magazines and a depot. */
@NullMarked
package org.alloracle.reference.magazine;

import org.jspecify.annotations.NullMarked;
