package org.alloracle.snmalloc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** snmalloc with lists and maps: buckets and rounds as the paper has them. */
final class NaiveSnMalloc implements SnSubject {
  private record Message(long address, int owner) {}

  private static final class Slab {
    int kind = -1;
    long size;
    long next; // address of the bump pointer
    final Deque<Long> free = new ArrayDeque<>();
    int used;
    int room;
  }

  private final Sets sets;
  private final int[] owner;
  private final Slab[] slabs;
  private final Map<String, Deque<Integer>> partial = new HashMap<>();
  private final Map<Long, Integer> live = new HashMap<>();
  private final List<List<Message>> pending = new ArrayList<>();
  private final List<Deque<Message>> queues = new ArrayList<>();
  private final Map<Long, Integer> hops = new HashMap<>();
  int mostHops;

  /** Planted: the own bucket is not put into buckets by the next digit, but sent: to itself. */
  private final boolean sameDigit;

  NaiveSnMalloc(Sets sets) {
    this(sets, false);
  }

  NaiveSnMalloc(Sets sets, boolean sameDigit) {
    this.sets = sets;
    this.sameDigit = sameDigit;
    owner = new int[sets.superslabs()];
    java.util.Arrays.fill(owner, -1);
    slabs = new Slab[sets.superslabs() * sets.each()];
    for (int s = 0; s < slabs.length; s++) {
      slabs[s] = new Slab();
    }
    for (int a = 0; a < sets.ids().length; a++) {
      pending.add(new ArrayList<>());
      queues.add(new ArrayDeque<>());
    }
  }

  private Deque<Integer> partial(int a, int kind) {
    return partial.computeIfAbsent(a + "," + kind, key -> new ArrayDeque<>());
  }

  private long bytes(int s) {
    return sets.slabBytes() - (s % sets.each() == 0 ? sets.header() : 0);
  }

  /** Sizes with a two-bit mantissa; the size is rounded up to the alignment. */
  static int kind(long size, long alignment, long most) {
    long rounded = Math.max(1, (size + alignment - 1) / alignment) * alignment;
    int k = 0;
    while (size(k) < rounded) {
      k++;
    }
    return size(k) <= most ? k : -1;
  }

  static long size(int k) {
    return k < 4 ? 16L * (k + 1) : (k % 4 + 5L) << (3 + k / 4);
  }

  @Override
  public long allocate(int a, long size, long alignment) {
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (size > sets.slabBytes() || alignment > sets.slabBytes()) {
      return BlockAllocator.NONE;
    }
    int kind = kind(size, alignment, sets.slabBytes());
    if (kind < 0) {
      return BlockAllocator.NONE;
    }
    if (partial(a, kind).isEmpty()) {
      int s = lowest(a, kind);
      s = s < 0 ? lowest(-1, kind) : s;
      if (s < 0) {
        return BlockAllocator.NONE;
      }
      owner[s / sets.each()] = a;
      Slab slab = slabs[s];
      slab.kind = kind;
      slab.size = size(kind);
      slab.room = (int) (bytes(s) / slab.size);
      slab.next = (s + 1) * sets.slabBytes() - slab.room * slab.size;
      slab.free.clear();
      partial(a, kind).push(s);
    }
    int s = partial(a, kind).element();
    Slab slab = slabs[s];
    long address;
    if (slab.free.isEmpty()) {
      address = slab.next;
      slab.next += slab.size;
    } else {
      address = slab.free.pop();
    }
    slab.used++;
    if (slab.used == slab.room) {
      partial(a, kind).pop();
    }
    live.put(address, s);
    return address;
  }

  private int lowest(int a, int kind) {
    for (int s = 0; s < slabs.length; s++) {
      if (slabs[s].kind < 0 && owner[s / sets.each()] == a && size(kind) <= bytes(s)) {
        return s;
      }
    }
    return -1;
  }

  @Override
  public void free(int a, long address) {
    Integer s = live.remove(address);
    if (s == null) {
      throw new InvalidFreeException("no block");
    }
    int to = owner[s / sets.each()];
    if (to == a) {
      settle(s, address);
    } else {
      hops.put(address, 0);
      add(a, new Message(address, to));
    }
  }

  private void settle(int s, long address) {
    Slab slab = slabs[s];
    int a = owner[s / sets.each()];
    slab.free.push(address);
    if (slab.used == slab.room) {
      partial(a, slab.kind).push(s);
    }
    slab.used--;
    if (slab.used == 0) {
      partial(a, slab.kind).remove(s);
      slab.kind = -1;
      slab.free.clear();
      if (used(s / sets.each()) == 0) {
        owner[s / sets.each()] = -1;
      }
    }
  }

  private void add(int a, Message message) {
    pending.get(a).add(message);
    if (pending(a) >= sets.limit()) {
      flush(a);
    }
  }

  private int digit(int a, int place) {
    return (int) ((sets.ids()[a] >> (place * sets.bits())) & ((1 << sets.bits()) - 1));
  }

  /** Rounds of buckets; the own bucket is put into buckets by the next digit. */
  @Override
  public void flush(int a) {
    List<Message> rest = new ArrayList<>(pending.get(a));
    pending.get(a).clear();
    for (int place = 0; !rest.isEmpty(); place++) {
      Map<Integer, List<Message>> buckets = new TreeMap<>();
      for (Message message : rest) {
        buckets.computeIfAbsent(digit(message.owner, place), d -> new ArrayList<>()).add(message);
      }
      rest = buckets.remove(digit(a, place));
      rest = rest == null ? List.of() : rest;
      if (sameDigit) {
        queues.get(a).addAll(rest);
        rest = List.of();
      }
      buckets.values().forEach(this::send);
    }
  }

  private void send(List<Message> bucket) {
    queues.get(bucket.get(0).owner).addAll(bucket);
    for (Message message : bucket) {
      mostHops = Math.max(mostHops, hops.merge(message.address, 1, Integer::sum));
    }
  }

  @Override
  public boolean deliver(int a) {
    Message message = queues.get(a).poll();
    if (message == null) {
      return false;
    }
    if (message.owner == a) {
      settle((int) (message.address / sets.slabBytes()), message.address);
    } else {
      add(a, message);
    }
    return true;
  }

  @Override
  public long usableSize(long address) {
    Integer s = live.get(address);
    if (s == null) {
      throw new InvalidFreeException("no block");
    }
    return slabs[s].size;
  }

  private long pending(int a) {
    return pending.get(a).stream()
        .mapToLong(message -> slabs[(int) (message.address / sets.slabBytes())].size)
        .sum();
  }

  private int used(int p) {
    int used = 0;
    for (int s = p * sets.each(); s < (p + 1) * sets.each(); s++) {
      used += slabs[s].kind < 0 ? 0 : s % sets.each() == 0 ? 1 : 2;
    }
    return used;
  }

  @Override
  public Map<String, Long> state() {
    Map<String, Long> state = new LinkedHashMap<>();
    long messages = 0;
    for (int a = 0; a < sets.ids().length; a++) {
      state.put("pending " + a, pending(a));
      messages += pending.get(a).size() + queues.get(a).size();
    }
    state.put("messages", messages);
    for (int p = 0; p < owner.length; p++) {
      state.put("owner " + p, (long) owner[p]);
      state.put("used " + p, (long) used(p));
    }
    for (int s = 0; s < slabs.length; s++) {
      state.put("used of slab " + s, (long) slabs[s].used);
    }
    return state;
  }
}
