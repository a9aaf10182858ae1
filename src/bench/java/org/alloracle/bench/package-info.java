/**
 * The benchmarks: {@code mvn -B -q -Pbench verify} runs them all.
 *
 * <p>The rules of fairness: every allocator gets the same requests, drawn from one seed before the
 * clock starts; no block is touched, of ours or of a peer; a peer runs at its best (Netty on its
 * own threads and without leak detection, foreign calls as critical ones); every measurement has a
 * process of its own, in which no other allocator runs; all passes over all allocators are made one
 * after the other, and what is said is the median of the passes.
 */
@NullMarked
package org.alloracle.bench;

import org.jspecify.annotations.NullMarked;
