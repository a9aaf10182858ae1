/** What runs inside the Java machine of the TLC model checker. */
@NullMarked
package org.alloracle.evidence.tlc;

import org.jspecify.annotations.NullMarked;
