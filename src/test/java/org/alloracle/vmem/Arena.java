package org.alloracle.vmem;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.vmem.FastVmem;
import org.alloracle.reference.vmem.Vmem;

/** What all forms of vmem can do. */
interface Arena extends BlockAllocator {
  long xalloc(long n, long align, long phase, long nocross, long min, long max);

  void xfree(long at, long n);

  void add(long at, long n);

  /** The integers in imported spans; -1 if the form does not tell. */
  default long imported() {
    return -1;
  }

  /** A reference. */
  static Arena of(Vmem vmem) {
    return new Arena() {
      @Override
      public long allocate(long size, long alignment) {
        return vmem.allocate(size, alignment);
      }

      @Override
      public void free(long address) {
        vmem.free(address);
      }

      @Override
      public long usableSize(long address) {
        return vmem.usableSize(address);
      }

      @Override
      public long xalloc(long n, long align, long phase, long nocross, long min, long max) {
        return vmem.xalloc(n, align, phase, nocross, min, max);
      }

      @Override
      public void xfree(long at, long n) {
        vmem.xfree(at, n);
      }

      @Override
      public void add(long at, long n) {
        vmem.add(at, n);
      }

      @Override
      public long imported() {
        return vmem.imported();
      }

      @Override
      public String toString() {
        return "reference";
      }
    };
  }

  /** The fast form, its invariants walked after each call. */
  static Arena of(FastVmem vmem) {
    return new Arena() {
      @Override
      public long allocate(long size, long alignment) {
        return vmem.allocate(size, alignment);
      }

      @Override
      public void free(long address) {
        vmem.free(address);
      }

      @Override
      public long usableSize(long address) {
        vmem.checkInvariants();
        return vmem.usableSize(address);
      }

      @Override
      public long xalloc(long n, long align, long phase, long nocross, long min, long max) {
        long at = vmem.xalloc(n, align, phase, nocross, min, max);
        vmem.checkInvariants();
        return at;
      }

      @Override
      public void xfree(long at, long n) {
        vmem.xfree(at, n);
        vmem.checkInvariants();
      }

      @Override
      public void add(long at, long n) {
        vmem.add(at, n);
        vmem.checkInvariants();
      }

      @Override
      public String toString() {
        return "fast";
      }
    };
  }
}
