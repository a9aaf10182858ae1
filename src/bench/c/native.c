/* Some workloads of src/bench/java/.../workload in C, call for call with the same random numbers.
   Usage: native WORKLOAD MILLISECONDS; prints processor and wall nanoseconds an operation.
   Which malloc is measured, LD_PRELOAD says. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif

enum { OPERATIONS = 100000, LENGTH = 1 << 15, ORDERS = 32 };

static void *blocks[16384];
static int script[4][LENGTH], orders[ORDERS][1000];
static atomic_int made, used, ready;
static int turn[2 * 16]; /* of a thread, on lines apart */
static uint64_t state;

static uint64_t next(void) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static int between(int low, int high) { return low + (int)((next() >> 33) % (high - low + 1)); }

static void many(int *into, int stream, int low, int high) {
  state = 42 + stream;
  for (int i = 0; i < LENGTH; i++) into[i] = between(low, high);
}

static inline void take(int slot, int size) { blocks[slot] = malloc(size); }
static inline void give(int slot) { free(blocks[slot]); }
static void fill(int n, const int *sizes) { for (int i = 0; i < n; i++) take(i, sizes[i]); }

static void pair_begin(void) { take(1, 64); }
static void pair(int thread) {
  (void)thread;
  for (int i = 0; i < OPERATIONS; i++) { take(0, 64); give(0); }
}

static void replace_begin(void) {
  many(script[0], 0, 0, 999);
  many(script[1], 1, 16, 1024);
  fill(1000, script[1]);
}
static void replace(int thread) {
  int draw = turn[thread];
  for (int i = 0; i < OPERATIONS; i++, draw = (draw + 1) & (LENGTH - 1)) {
    give(script[0][draw]);
    take(script[0][draw], script[1][draw]);
  }
  turn[thread] = draw;
}

static void batch_begin(void) {
  state = 42;
  for (int o = 0; o < ORDERS; o++)
    for (int i = 0; i < 1000; i++) {
      int j = between(0, i);
      orders[o][i] = orders[o][j];
      orders[o][j] = i;
    }
}
static void batch(int thread) {
  (void)thread;
  for (int done = 0; done < OPERATIONS; done += 1000) {
    for (int i = 0; i < 1000; i++) take(i, 64);
    for (int i = 0; i < 1000; i++) give(orders[turn[0]][i]);
    turn[0] = (turn[0] + 1) & (ORDERS - 1);
  }
}

static void none(void) {}
static void glibc_simple(int thread) {
  static const int counts[] = {25, 75, 400, 1500};
  (void)thread;
  for (int done = 0; done < OPERATIONS; done += 2000)
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < counts[c]; i++) take(i, 128);
      for (int i = 0; i < counts[c]; i++) give(i);
    }
}

static void larson_begin(void) {
  for (int i = 0; i < 2; i++) {
    many(script[i], i, 0, 999);
    many(script[2 + i], 2 + i, 16, 1024);
  }
  fill(2000, script[2]);
}
static void larson(int thread) {
  int now = turn[thread * 16]++, first = ((now + thread) & 1) * 1000;
  int draw = (int)((unsigned)now * (OPERATIONS / 2) & (LENGTH - 1));
  for (int i = 0; i < OPERATIONS / 2; i++, draw = (draw + 1) & (LENGTH - 1)) {
    give(first + script[thread][draw]);
    take(first + script[thread][draw], script[2 + thread][draw]);
  }
}

static void await(atomic_int *count, int wanted) {
  for (int i = 0; atomic_load_explicit(count, memory_order_acquire) - wanted < 0; i++)
    if (i < 1000) PAUSE(); else sched_yield();
}
static int in_batch, batches;
static void producing(int blocks_in_batch, int count, int least, int greatest) {
  in_batch = blocks_in_batch;
  batches = count;
  many(script[1], 1, least, greatest);
}
static void producer_begin(void) { producing(100, 16, 16, 1024); }
static void xmalloc_begin(void) { producing(4000, 4, 8, 256); }
static void producer_consumer(int thread) {
  int from = thread == 0 ? made : used;
  for (int b = from; b != from + OPERATIONS / in_batch; b++) {
    int first = (b & (batches - 1)) * in_batch;
    if (thread == 0) {
      await(&used, b - batches + 1);
      int draw = (int)((unsigned)b * (unsigned)in_batch);
      for (int i = 0; i < in_batch; i++) take(first + i, script[1][(draw + i) & (LENGTH - 1)]);
      atomic_store_explicit(&made, b + 1, memory_order_release);
    } else {
      await(&made, b + 1);
      for (int i = 0; i < in_batch; i++) give(first + i);
      atomic_store_explicit(&used, b + 1, memory_order_release);
    }
  }
}

static void scalability(int thread) {
  for (int i = 0; i < OPERATIONS / 2; i++) { take(thread * 64, 512); give(thread * 64); }
}
static void threadtest(int thread) {
  for (int done = 0; done < OPERATIONS / 2; done += 1000) {
    for (int i = 0; i < 1000; i++) take(thread * 1000 + i, 8);
    for (int i = 0; i < 1000; i++) give(thread * 1000 + i);
  }
}

static const struct { const char *name; int threads; void (*begin)(void); void (*run)(int); } all[] = {
  {"pair", 1, pair_begin, pair}, {"replace", 1, replace_begin, replace}, {"batch", 1, batch_begin, batch},
  {"glibc-simple", 1, none, glibc_simple}, {"larson", 2, larson_begin, larson},
  {"producer-consumer", 2, producer_begin, producer_consumer},
  {"xmalloc-test", 2, xmalloc_begin, producer_consumer},
  {"linux-scalability", 2, none, scalability}, {"threadtest", 2, none, threadtest}};
static int chosen = -1;
static pthread_barrier_t gate;
static double others;

static double clock_of(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
static double share(int thread) {
  if (all[chosen].threads == 2) {
    int all_in = (ready++ / 2 + 1) * 2;
    while (ready < all_in) PAUSE();
  }
  double start = clock_of(CLOCK_THREAD_CPUTIME_ID);
  all[chosen].run(thread);
  return clock_of(CLOCK_THREAD_CPUTIME_ID) - start;
}
static void *second(void *unused) {
  for (;;) {
    pthread_barrier_wait(&gate);
    others = share(1);
    pthread_barrier_wait(&gate);
  }
  return unused;
}
static double once(void) {
  if (all[chosen].threads == 1) return share(0);
  pthread_barrier_wait(&gate);
  double mine = share(0);
  pthread_barrier_wait(&gate);
  return mine + others;
}

int main(int argc, char **argv) {
  for (int i = 0; argc == 3 && i < (int)(sizeof all / sizeof *all); i++)
    if (strcmp(argv[1], all[i].name) == 0) chosen = i;
  if (chosen < 0) return 2;
  double length = atof(argv[2]) * 1e6;
  all[chosen].begin();
  if (all[chosen].threads == 2) {
    pthread_t thread;
    pthread_barrier_init(&gate, NULL, 2);
    pthread_create(&thread, NULL, second, NULL);
  }
  double wall, cpu, runs;
  for (int warm = 0; warm < 2; warm++) {
    double start = clock_of(CLOCK_MONOTONIC);
    cpu = runs = 0;
    do {
      cpu += once();
      runs++;
      wall = clock_of(CLOCK_MONOTONIC) - start;
    } while (wall < length / (warm == 0 ? 4 : 1));
  }
  printf("%.3f %.3f\n", cpu / runs / OPERATIONS, wall / runs / OPERATIONS);
  return 0;
}
