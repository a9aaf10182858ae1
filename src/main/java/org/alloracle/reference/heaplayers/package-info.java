/**
 * The reference of heaplayers: Kingsley's allocator, the heart of Lea's, and the layers by themselves.
 *
 * <p>The classes that end in Layer stack over any {@link org.alloracle.reference.heaplayers.Layer}, which is the law that each
 * is proved to keep: it leaves open neither which block is handed out nor what becomes of one given back.
 * Lea's heap from outside in, for example, is a {@code HybridLayer} by size, over a {@code ThresholdLayer} over
 * {@code FreeListLayer}s over a {@code SizeLayer} over a {@code FirstFitLayer}, beside a second bottom.
 * {@code StackedHeap} makes an allocator of bytes of any such stack.
 */
@NullMarked
package org.alloracle.reference.heaplayers;

import org.jspecify.annotations.NullMarked;
