package org.alloracle.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;
import org.alloracle.fast.bitpool.SharedBitPool;
import org.alloracle.fast.jemalloc.JemallocArenas;
import org.jspecify.annotations.Nullable;

/**
 * An allocator that can be measured inside the JVM.
 *
 * @param name its name in tables and options
 * @param kind whose it is
 * @param shared whether several threads may use it
 * @param absence why it cannot be measured here, or null if it can
 * @param maker makes a heap with so many slots
 */
public record Peer(
    String name, Kind kind, boolean shared, @Nullable String absence, IntFunction<Heap> maker) {

  /** Whose an allocator is. */
  public enum Kind {
    /** A design of the registry, its fast implementation. */
    OURS,
    /** What a Java program would use instead. */
    JAVA,
    /** A C library by a foreign call. */
    FOREIGN,
    /** A C program with a C library. */
    NATIVE
  }

  private static final long HEAP = 256L << 20;

  /** All that are known, ours first, the absent too. */
  public static List<Peer> all() {
    List<Peer> peers = new ArrayList<>();
    for (Design design : Design.all()) {
      if (design.fast() == null) {
        continue;
      }
      long heap = HEAP / design.grain() * design.grain();
      if (Handles.of(design.make(false, heap))) {
        addShared(peers, design.label(), () -> design.make(false, heap));
      } else {
        peers.add(ours(design.label(), false, slots -> confined(design, heap, slots)));
      }
    }
    addShared(peers, "jemalloc-arenas", Peer::arenas);
    peers.add(
        ours("bitpool-shared", true, slots -> shared(new SharedBitPool((int) HEAP / 1024), slots)));
    for (CacheHeap.Maker maker : CacheHeap.makers()) {
      peers.add(ours(maker.name(), maker.shared(), maker::heap));
    }
    String old = ForeignHeap.isHere() ? null : "needs JDK 22 or later, for java.lang.foreign";
    peers.add(new Peer("netty-adaptive", Kind.JAVA, true, null, NettyHeap::adaptive));
    peers.add(new Peer("netty-pooled", Kind.JAVA, true, null, NettyHeap::pooled));
    peers.add(new Peer("unsafe", Kind.JAVA, true, null, UnsafeHeap::new));
    peers.add(new Peer("arena-confined", Kind.JAVA, false, old, ArenaHeap::new));
    peers.add(
        new Peer("libc-foreign", Kind.FOREIGN, true, old, slots -> ForeignHeap.open(null, slots)));
    peers.add(foreign("mimalloc", old));
    peers.add(foreign("jemalloc", old));
    return List.copyOf(peers);
  }

  private static Peer ours(String name, boolean shared, IntFunction<Heap> maker) {
    return new Peer(name, Kind.OURS, shared, null, maker);
  }

  private static Heap confined(Design design, long heap, int slots) {
    return new DesignHeap(design.make(false, heap), null, new long[slots]);
  }

  /** Four for each processor, as in the paper. */
  private static BlockAllocator arenas() {
    return new JemallocArenas(HEAP >> 21, 512, 4 * Runtime.getRuntime().availableProcessors());
  }

  /** An allocator with handles: through them, and by the thread. */
  private static void addShared(List<Peer> peers, String name, Supplier<BlockAllocator> maker) {
    peers.add(ours(name, true, slots -> handles(maker.get(), slots)));
    peers.add(ours(name + "-threadlocal", true, slots -> shared(maker.get(), slots)));
  }

  /** Each thread has a handle of its own. */
  private static Heap handles(BlockAllocator allocator, int slots) {
    Supplier<BlockAllocator> hands = () -> (BlockAllocator) Handles.make(allocator);
    return new DesignHeap(hands.get(), hands, new long[slots]);
  }

  /** All threads call the allocator itself. */
  private static Heap shared(BlockAllocator allocator, int slots) {
    return new DesignHeap(allocator, () -> allocator, new long[slots]);
  }

  private static Peer foreign(String library, @Nullable String old) {
    String absence =
        old != null
            ? old
            : Libraries.find(library).isPresent() ? null : "no lib" + library + ".so found";
    return new Peer(
        library + "-foreign",
        Kind.FOREIGN,
        true,
        absence,
        slots -> ForeignHeap.open(Libraries.find(library).orElseThrow(), slots));
  }

  /** The peer of a name. */
  public static Peer named(String name) {
    return all().stream()
        .filter(peer -> peer.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no allocator is called " + name));
  }
}
