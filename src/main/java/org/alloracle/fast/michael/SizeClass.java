package org.alloracle.fast.michael;

/**
 * A size class.
 *
 * @param index its number, by increasing size
 * @param bytes bytes in a block
 * @param max blocks in a superblock, at least 2
 * @param list its partial descriptors that are in no heap's slot
 */
record SizeClass(int index, int bytes, int max, PartialList list) {}
