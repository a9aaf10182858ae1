/** Tables, data files and plots. */
@NullMarked
package org.alloracle.bench.report;

import org.jspecify.annotations.NullMarked;
