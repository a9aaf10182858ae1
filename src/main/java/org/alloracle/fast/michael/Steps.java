package org.alloracle.fast.michael;

/**
 * What is told before and after every labelled step. This one does nothing, and as long as no
 * subclass is loaded the compiler erases the calls.
 *
 * <p>{@link #after} is called when the step is done. The setters then say what the thread has in
 * hand, in the terms of the model's {@code my}; they belong to the thread's last step. What is not
 * set is not known to be null. The step that follows is known from the next {@link #before}.
 */
class Steps {
  /** The one that does nothing. */
  static final Steps NONE = new Steps();

  void before(int thread, Label label) {}

  void after(int thread, Label label) {}

  /** A processor heap, by its index among all. */
  void h(int thread, int heap) {}

  /** A descriptor. */
  void d(int thread, int descriptor) {}

  /** A block: superblock and index. */
  void b(int thread, int superblock, int index) {}

  /** A superblock. */
  void s(int thread, int superblock) {}

  /** The word read last is an anchor. */
  void oldAnchor(int thread, long anchor) {}

  /** The word read last is an Active word. */
  void oldActive(int thread, long active) {}

  /** The word read last is a descriptor or null. */
  void oldDescriptor(int thread, int descriptor) {}

  /** A block's link that was read. */
  void nxtBlock(int thread, int link) {}

  /** An available descriptor's link that was read. */
  void nxtDescriptor(int thread, int link) {}

  /** Reservations in hand. */
  void res(int thread, int reservations) {}

  /** Took the last credit; was FULL; found it in the slot. */
  void flag(int thread, boolean flag) {}

  /** Descriptors moved to the end of the list. */
  void n(int thread, int moved) {}
}
