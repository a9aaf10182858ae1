/** The commands. */
@NullMarked
package org.alloracle.cli;

import org.jspecify.annotations.NullMarked;
