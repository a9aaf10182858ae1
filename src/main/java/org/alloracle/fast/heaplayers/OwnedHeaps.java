package org.alloracle.fast.heaplayers;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;

/**
 * Private heaps with ownership (PHOThreadHeap): each serves its own caller, and a block that is
 * freed goes back to the heap that served it, whoever frees it. So a consumer of what another
 * produces does not gather the producer's memory. Each heap has its own range of addresses, which
 * tells the owner.
 *
 * <p>Locking would be another layer: all is confined to one thread.
 */
public final class OwnedHeaps {
  private final Front<StrictSegLayer<SizeLayer>>[] heaps;
  private final SizeLayer[] bottoms;
  private final long each;

  /**
   * Empty heaps.
   *
   * @param count of heaps, from 1
   * @param each bytes of a heap, a multiple of 4096
   * @throws IllegalArgumentException if there are no such heaps
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
  public OwnedHeaps(int count, long each) {
    if (count < 1 || each < ChunkLayer.CHUNK || each > ChunkLayer.GREATEST / count) {
      throw new IllegalArgumentException(count + " heaps of " + each + " bytes");
    }
    this.each = each;
    heaps = new Front[count];
    bottoms = new SizeLayer[count];
    for (int i = 0; i < count; i++) {
      bottoms[i] = new SizeLayer(new ChunkLayer(each));
      heaps[i] = new Front<>(new StrictSegLayer<>(bottoms[i], Kingsley.CLASSES));
    }
  }

  /** Hands out a block of a heap, as {@link BlockAllocator#allocate}. */
  public long allocate(int heap, long size, long alignment) {
    long address = heaps[heap].allocate(size, alignment);
    return address < 0 ? address : heap * each + address;
  }

  /** Gives a block back to the heap that served it. */
  public void free(long address) {
    heaps[owner(address)].free(address % each);
  }

  /** The heap that an address belongs to. */
  public int owner(long address) {
    if (address < 0 || address >= each * heaps.length) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return (int) (address / each);
  }

  /** The bytes that a heap has obtained. */
  public long obtained(int heap) {
    return bottoms[heap].obtained();
  }
}
