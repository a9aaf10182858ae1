package org.alloracle.bench;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.alloracle.bench.peer.Heap;
import org.alloracle.bench.peer.Peer;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;

/**
 * After active-false and passive-false: how many of two threads' 1000 blocks of 8 bytes lie on a
 * cache line with a block of the other thread. Active: both allocate by turns. Passive: one
 * allocates all and hands every second to the other; each then frees its blocks and allocates as
 * many.
 */
final class Sharing {
  private static final int BLOCKS = 1000;
  private static final int BYTES = 8;
  private static final int LINE = 64;

  private final ExecutorService[] threads = {
    Executors.newSingleThreadExecutor(Sharing::thread),
    Executors.newSingleThreadExecutor(Sharing::thread),
  };
  private final Heap[] views = new Heap[2];

  private Sharing(Peer peer) throws Exception {
    Heap heap = peer.maker().apply(BLOCKS);
    for (int i = 0; i < 2; i++) {
      views[i] = threads[i].submit(heap::forThisThread).get();
    }
  }

  /** Counts in a process for each allocator; returns the rows for the data file. */
  static List<Map<String, Object>> run(Settings settings, Sink sink)
      throws IOException, InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>();
    Table table = new Table("allocator", "active-false", "passive-false");
    for (Peer peer : Peer.all()) {
      if (peer.absence() != null || !peer.shared() || !settings.wants(peer.name())) {
        continue;
      }
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      Collections.addAll(command, Forks.arguments());
      command.add("-classpath");
      command.add(System.getProperty("java.class.path"));
      command.add(Sharing.class.getName());
      command.add(peer.name());
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] counts = said.strip().split(" ", -1);
      if (process.waitFor() != 0 || counts.length != 2) {
        sink.line("skipped: sharing of " + peer.name() + ": failed");
        continue;
      }
      table.row(peer.name(), counts[0], counts[1]);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("allocator", peer.name());
      row.put("active", Integer.valueOf(counts[0]));
      row.put("passive", Integer.valueOf(counts[1]));
      rows.add(row);
    }
    sink.line("Of 1000 blocks of two threads, those on a cache line with the other's");
    table.print(sink);
    return rows;
  }

  /** Counts for the allocator that is named. */
  public static void main(String[] args) throws Exception {
    Peer peer = Peer.named(args[0]);
    System.out.println(new Sharing(peer).active() + " " + new Sharing(peer).passive());
  }

  private int active() throws Exception {
    for (int slot = 0; slot < BLOCKS; slot++) {
      allocate(slot);
    }
    return count();
  }

  private int passive() throws Exception {
    for (int slot = 0; slot < BLOCKS; slot++) {
      int block = slot;
      threads[0].submit(() -> views[0].allocate(block, BYTES)).get();
    }
    for (int slot = 0; slot < BLOCKS; slot++) {
      int block = slot;
      threads[slot & 1].submit(() -> views[block & 1].free(block)).get();
    }
    return active();
  }

  private void allocate(int slot) throws Exception {
    threads[slot & 1].submit(() -> views[slot & 1].allocate(slot, BYTES)).get();
  }

  private int count() {
    Map<Long, Integer> owners = new HashMap<>(); // of a line: a bit a thread
    for (int slot = 0; slot < BLOCKS; slot++) {
      owners.merge(views[0].address(slot) / LINE, 1 << (slot & 1), (a, b) -> a | b);
    }
    int mixed = 0;
    for (int slot = 0; slot < BLOCKS; slot++) {
      mixed += owners.getOrDefault(views[0].address(slot) / LINE, 0) == 3 ? 1 : 0;
    }
    return mixed;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new FastThreadLocalThread(work);
    thread.setDaemon(true);
    return thread;
  }
}
