package org.alloracle.magazine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.FastMagazineCache;
import org.alloracle.fast.magazine.MagazineHandle;
import org.alloracle.fast.magazine.SharedMagazineCache;
import org.junit.jupiter.api.Test;

/** Many handles on one depot: first by turns in one thread, then at once. */
final class SharedMagazineTest {
  private static final boolean NIGHTLY = "long".equals(System.getProperty("alloracle.tests"));
  private static final int THREADS = 4;
  private static final int SIZE = 64;

  /** One handle alone is the cache for one thread. */
  @Property
  void oneHandleAnswersAsTheCacheForOneThread(
      @ForAll @IntRange(max = 30) int objects,
      @ForAll @IntRange(min = 1, max = 7) int rounds,
      @ForAll @IntRange(min = 2, max = 6) int magazines,
      @ForAll @Size(max = 200) List<Boolean> allocations) {
    FastMagazineCache one = new FastMagazineCache(objects, SIZE, rounds, magazines);
    SharedMagazineCache shared = new SharedMagazineCache(objects, SIZE, rounds, magazines);
    MagazineHandle handle = shared.handle();
    List<Long> live = new ArrayList<>();
    for (boolean allocation : allocations) {
      if (allocation || live.isEmpty()) {
        long address = one.allocate();
        assertEquals(address, handle.allocate());
        if (address != ObjectCache.NONE) {
          live.add(address);
        }
      } else {
        long address = live.remove(live.size() / 2);
        one.free(address);
        handle.free(address);
      }
      assertEquals(one.trips(), handle.trips());
      assertEquals(one.fullMagazines(), shared.fullMagazines());
      assertEquals(one.emptyMagazines(), shared.emptyMagazines());
      shared.checkInvariants();
    }
  }

  /**
   * Calls of three handles by turns: 0 to 2 allocate, 3 to 5 free any live object, 6 renews one.
   */
  @Property
  void threeHandlesByTurnsKeepTheClauses(
      @ForAll @IntRange(max = 40) int objects,
      @ForAll @IntRange(min = 1, max = 5) int rounds,
      @ForAll @IntRange(min = 6, max = 12) int magazines,
      @ForAll @Size(max = 200) List<@IntRange(max = 6) Integer> calls) {
    SharedMagazineCache cache = new SharedMagazineCache(objects, SIZE, rounds, magazines);
    MagazineHandle[] handles = {cache.handle(), cache.handle(), cache.handle()};
    long[] since = {rounds, rounds, rounds};
    TreeSet<Long> live = new TreeSet<>();
    for (int call : calls) {
      int which = call % 3;
      MagazineHandle handle = handles[which];
      long trips = handle.trips();
      if (call == 6) {
        handle.close();
        assertThrows(IllegalStateException.class, handle::allocate);
        if (objects > 0) {
          assertThrows(IllegalStateException.class, () -> handle.free(0));
        }
        handles[which] = cache.handle();
        since[which] = rounds;
      } else if (call < 3) {
        long address = handle.allocate();
        if (address == ObjectCache.NONE) {
          int own = handle.loaded() + handle.previous();
          assertEquals(0, own + cache.fullMagazines() + cache.rawObjects(), "HONEST_FAILURE");
        } else {
          assertTrue(live.add(address), "DISJOINTNESS: object at " + address + " was live");
          assertEquals(0, address % SIZE);
          assertTrue(address < (long) objects * SIZE, "CONTAINMENT");
        }
      } else if (!live.isEmpty()) {
        handle.free(live.pollFirst());
      }
      since[which]++;
      if (call < 6 && handle.trips() > trips) {
        assertEquals(trips + 1, handle.trips());
        assertTrue(since[which] > rounds, "POLICY: a trip " + since[which] + " after the last");
        since[which] = 1;
      }
      cache.checkInvariants();
    }
    for (MagazineHandle handle : handles) {
      handle.close();
    }
    for (long address : live) {
      try (MagazineHandle handle = cache.handle()) {
        handle.free(address);
      }
    }
    everyObjectCanBeHad(cache, objects);
  }

  private static void everyObjectCanBeHad(SharedMagazineCache cache, int objects) {
    cache.checkInvariants();
    TreeSet<Long> all = new TreeSet<>();
    try (MagazineHandle handle = cache.handle()) {
      for (int i = 0; i < objects; i++) {
        all.add(handle.allocate());
      }
      assertEquals(ObjectCache.NONE, handle.allocate());
    }
    assertEquals(objects, all.size(), "CONSERVATION");
    assertTrue(objects == 0 || all.first() == 0, "CONSERVATION");
  }

  @Test
  void handlesEndWithTheMagazines() {
    SharedMagazineCache cache = new SharedMagazineCache(10, SIZE, 2, 5);
    MagazineHandle one = cache.handle();
    cache.handle();
    assertThrows(IllegalStateException.class, cache::handle);
    assertThrows(IllegalStateException.class, cache::allocate);
    cache.checkInvariants();
    one.close();
    one.close();
    assertEquals(0, cache.allocate());
    cache.checkInvariants();
  }

  /** New objects come apart, so that threads share no cache line; and none is out of reach. */
  @Test
  void handlesAreServedApartAsLongAsTheyCan() {
    SharedMagazineCache cache = new SharedMagazineCache(300, SIZE, 2, 12);
    MagazineHandle one = cache.handle();
    MagazineHandle two = cache.handle();
    MagazineHandle three = cache.handle();
    assertEquals(0, one.allocate());
    assertEquals(128 * SIZE, two.allocate());
    assertEquals(SIZE, one.allocate());
    assertEquals(256 * SIZE, three.allocate());
    assertEquals(296, cache.rawObjects());
    cache.checkInvariants();
    three.close();
    assertEquals(296, cache.rawObjects());
    TreeSet<Long> rest = new TreeSet<>();
    for (int i = 0; i < 296; i++) {
      rest.add(two.allocate());
    }
    assertEquals(ObjectCache.NONE, two.allocate());
    assertEquals(ObjectCache.NONE, one.allocate());
    assertEquals(296, rest.size());
    cache.checkInvariants();
  }

  @Test
  void misuseChangesNothing() {
    SharedMagazineCache cache = new SharedMagazineCache(8, SIZE, 2, 6);
    MagazineHandle handle = cache.handle();
    long object = handle.allocate();
    handle.free(object);
    for (long wrong : new long[] {object, SIZE, 1, -SIZE, 8 * SIZE, Long.MIN_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> handle.free(wrong));
      assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
    }
    cache.checkInvariants();
    assertEquals(1, handle.loaded());
    assertEquals(object, handle.allocate());
  }

  @Test
  void makesNoJavaObjectsOnceTheMagazinesAreMade() {
    SharedMagazineCache cache = new SharedMagazineCache(1000, SIZE, 7, 50);
    MagazineHandle handle = cache.handle();
    long[] live = new long[1000];
    for (ObjectCache face : List.of(handle, cache)) {
      assertEquals(
          0,
          Allocated.bytes(
              () -> {
                for (int i = 0; i < 500; i++) {
                  live[i] = face.allocate();
                }
                for (int i = 0; i < 500; i++) {
                  face.free(live[i]);
                }
              }));
    }
  }

  /**
   * What one thread does: calls through a face of the cache, with an owner written down for each
   * object.
   */
  private static final class Worker implements Callable<Long> {
    /** The owner of an object that one thread leaves for another. */
    static final int POST = 100;

    private final int number;
    private final ObjectCache face;
    private final AtomicIntegerArray owners;
    private final AtomicLongArray post;
    private final int calls;
    private final List<Long> mine = new ArrayList<>();
    private long done;

    Worker(
        int number, ObjectCache face, AtomicIntegerArray owners, AtomicLongArray post, int calls) {
      this.number = number;
      this.face = face;
      this.owners = owners;
      this.post = post;
      this.calls = calls;
    }

    /** Returns the number of operations on the face. */
    @Override
    public Long call() {
      Random random = new Random(number);
      int wanted = 0;
      for (int i = 0; i < calls; i++) {
        wanted = i % 500 == 0 ? random.nextInt(60) : wanted;
        if (mine.size() <= wanted) {
          allocate();
        } else if (random.nextInt(3) == 0) {
          exchange(random.nextInt(post.length()));
        } else {
          free(mine.remove(random.nextInt(mine.size())));
        }
      }
      while (!mine.isEmpty()) {
        free(mine.remove(mine.size() - 1));
      }
      return done;
    }

    private void allocate() {
      done++;
      long address = face.allocate();
      if (address != ObjectCache.NONE) {
        pass(address, 0, number);
        mine.add(address);
      }
    }

    private void free(long address) {
      done++;
      pass(address, number, 0);
      face.free(address);
    }

    /** Leaves an object for whoever comes, and takes the one that was left. */
    private void exchange(int slot) {
      long given = mine.remove(mine.size() - 1);
      pass(given, number, POST);
      long taken = post.getAndSet(slot, given);
      if (taken >= 0) {
        pass(taken, POST, number);
        mine.add(taken);
      }
    }

    private void pass(long address, int from, int to) {
      if (!owners.compareAndSet((int) (address / SIZE), from, to)) {
        throw new AssertionError(
            "DISJOINTNESS: object at "
                + address
                + " was not "
                + from
                + "'s when it became "
                + to
                + "'s");
      }
    }
  }

  private static AtomicLongArray emptyPost() {
    AtomicLongArray post = new AtomicLongArray(16);
    for (int i = 0; i < post.length(); i++) {
      post.set(i, -1);
    }
    return post;
  }

  private static List<Long> run(List<? extends Callable<Long>> workers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      List<Long> results = new ArrayList<>();
      for (Future<Long> future : pool.invokeAll(workers)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Few objects, small and few magazines: the depot and the slab layer are busy. */
  @Test
  void noObjectHasTwoOwners() throws Exception {
    int calls = NIGHTLY ? 5_000_000 : 100_000;
    for (int rounds : new int[] {1, 4, 15}) {
      int objects = 150;
      SharedMagazineCache cache = new SharedMagazineCache(objects, SIZE, rounds, 14);
      AtomicIntegerArray owners = new AtomicIntegerArray(objects);
      AtomicLongArray post = emptyPost();
      List<MagazineHandle> handles = new ArrayList<>();
      List<Worker> workers = new ArrayList<>();
      for (int i = 1; i <= THREADS; i++) {
        handles.add(cache.handle());
        workers.add(new Worker(i, handles.get(i - 1), owners, post, calls));
      }
      List<Long> operations = run(workers);
      cache.checkInvariants();
      for (int i = 0; i < THREADS; i++) {
        MagazineHandle handle = handles.get(i);
        long most = (operations.get(i) - 1) / rounds + 1;
        assertTrue(handle.trips() <= most, "POLICY: " + handle.trips() + " trips, at most " + most);
        handle.close();
      }
      emptyPost(cache, post, owners);
      everyObjectCanBeHad(cache, objects);
    }
  }

  private static void emptyPost(
      SharedMagazineCache cache, AtomicLongArray post, AtomicIntegerArray owners) {
    try (MagazineHandle handle = cache.handle()) {
      for (int i = 0; i < post.length(); i++) {
        if (post.get(i) >= 0) {
          assertTrue(
              owners.compareAndSet((int) (post.get(i) / SIZE), Worker.POST, 0), "DISJOINTNESS");
          handle.free(post.get(i));
        }
      }
    }
    for (int i = 0; i < owners.length(); i++) {
      assertEquals(0, owners.get(i), "an owner of object " + i);
    }
  }

  /** Threads come and go; the handles of those that ended are taken over, magazines and all. */
  @Test
  void threadsHaveHandlesOfTheirOwn() throws Exception {
    int objects = 200;
    SharedMagazineCache cache = new SharedMagazineCache(objects, SIZE, 5, 2 * THREADS + 4);
    AtomicIntegerArray owners = new AtomicIntegerArray(objects);
    AtomicLongArray post = emptyPost();
    for (int generation = 0; generation < 5; generation++) {
      List<Worker> workers = new ArrayList<>();
      for (int i = 1; i <= THREADS; i++) {
        workers.add(new Worker(i, cache, owners, post, NIGHTLY ? 1_000_000 : 20_000));
      }
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = new ArrayList<>();
      for (Worker worker : workers) {
        Thread thread = new Thread(worker::call);
        thread.setUncaughtExceptionHandler(
            (t, failure) -> {
              synchronized (failures) {
                failures.add(failure);
              }
            });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), failures);
      cache.checkInvariants();
    }
    assertSame(cache.local(), cache.local());
    cache.release();
    emptyPost(cache, post, owners);
    cache.checkInvariants();
  }

  /** Two threads free the same objects, side by side: of two frees one succeeds. */
  @Test
  void oneOfTwoFreesAtOnceSucceeds() throws Exception {
    int races = NIGHTLY ? 1_000_000 : 2_000;
    SharedMagazineCache cache = new SharedMagazineCache(races, SIZE, 15, 6);
    try (MagazineHandle handle = cache.handle()) {
      for (int i = 0; i < races; i++) {
        assertEquals((long) i * SIZE, handle.allocate());
      }
    }
    AtomicInteger one = new AtomicInteger(-1);
    AtomicInteger two = new AtomicInteger(-1);
    List<Long> freed =
        run(List.of(() -> race(races, cache, one, two), () -> race(races, cache, two, one)));
    assertEquals(races, freed.get(0) + freed.get(1));
    everyObjectCanBeHad(cache, races);
  }

  /** Returns how often this thread's free succeeded. */
  private static long race(
      int races, SharedMagazineCache cache, AtomicInteger mine, AtomicInteger other) {
    long freed = 0;
    try (MagazineHandle handle = cache.handle()) {
      for (int race = 0; race < races; race++) {
        mine.set(race);
        await(other, race);
        try {
          handle.free((long) race * SIZE);
          freed++;
        } catch (InvalidFreeException expected) {
          // the other was first
        }
      }
    } finally {
      mine.set(races);
    }
    return freed;
  }

  /** Only the pace depends on the scheduler. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void await(AtomicInteger other, int race) {
    for (int turns = 0; other.get() < race; turns++) {
      if (turns < 2000) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** What a handle had when it was closed serves others, still constructed. */
  @Test
  void aClosedHandlesMagazinesStayFull() {
    SharedMagazineCache cache = new SharedMagazineCache(10, SIZE, 2, 6);
    assertEquals(SIZE, cache.objectSize());
    MagazineHandle handle = cache.handle();
    assertEquals(SIZE, handle.objectSize());
    for (int i = 0; i < 4; i++) {
      assertEquals((long) i * SIZE, handle.allocate());
    }
    assertEquals(4, handle.passes());
    for (int i = 0; i < 4; i++) {
      handle.free((long) i * SIZE);
    }
    assertEquals(0, cache.fullMagazines());
    assertEquals(6, cache.rawObjects());
    handle.close();
    assertEquals(2, cache.fullMagazines());
    assertEquals(6, cache.rawObjects());
    cache.checkInvariants();
    cache.reclaim();
    assertEquals(2, cache.fullMagazines());
    cache.reclaim();
    assertEquals(0, cache.fullMagazines());
    assertEquals(10, cache.rawObjects());
    cache.checkInvariants();
  }

  @Test
  void withoutAnEmptyMagazineObjectsPassTheDepot() {
    SharedMagazineCache cache = new SharedMagazineCache(3, SIZE, 1, 2);
    MagazineHandle handle = cache.handle();
    for (int i = 0; i < 3; i++) {
      handle.allocate();
    }
    for (int i = 0; i < 3; i++) {
      handle.free((long) i * SIZE);
    }
    assertEquals(4, handle.passes());
    assertEquals(0, handle.trips());
    assertEquals(1, cache.rawObjects());
    String said = assertThrows(IllegalStateException.class, cache::handle).getMessage();
    assertEquals("no magazine is left for another handle, of 2", said);
  }

  /** A thread that released its handle gets another, with the magazines that it gave back. */
  @Test
  void aReleasedHandleIsClosed() {
    SharedMagazineCache cache = new SharedMagazineCache(3, SIZE, 1, 2);
    MagazineHandle first = cache.local();
    cache.free(cache.allocate());
    cache.release();
    assertThrows(IllegalStateException.class, first::allocate);
    assertEquals(0, cache.allocate());
    assertEquals(SIZE, cache.allocate());
    cache.checkInvariants();
  }

  @Test
  void whatTheCensusNames() {
    SharedMagazineCache cache = new SharedMagazineCache(4, SIZE, 1, 4);
    cache.allocate();
    cache.free(cache.allocate());
    Broken.isNamed(
        cache,
        cache::checkInvariants,
        """
        depot.out = 4 -> METADATA: magazines of handles: 4
        depot.population.status[0] = 1 -> CONSERVATION: object 0 is lost
        depot.population.status[1] = 2 -> METADATA: object 1 has status 2, not 1
        """);
  }
}
