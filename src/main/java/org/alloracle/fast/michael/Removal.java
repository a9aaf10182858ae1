package org.alloracle.fast.michael;

/**
 * What becomes of the descriptor of a superblock that a free has emptied. The published form, which
 * takes it from its heap's slot without more ado, can retire a live descriptor; see {@code
 * specs/michael/README.md}.
 */
public enum Removal {
  /**
   * Removed from its heap's slot, or another empty one from the list of the class, while a hazard
   * pointer keeps it from being reused.
   */
  HAZARD,
  /** Left where it is; who takes it from the slot or the list retires it. */
  LAZY
}
