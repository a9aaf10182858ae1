/**
 * Small wrong changes of a source, to see whether its contract notices them.
 *
 * <p>Only the bodies of methods change. Contracts, and whatever else stands in comments, stay as
 * they are.
 */
@NullMarked
package org.alloracle.evidence.mutation;

import org.jspecify.annotations.NullMarked;
