package org.alloracle.reference.jemalloc;

/**
 * Lemmas: a larger request gets no less, and what is rounded stays as it is. A class of its own, for nothing else needs
 * them; what {@link Sizing} and {@link Wholes} do not say outside is seen in its private lemmas.
 */
public final class Rounding {
  private Rounding() {}

  // Powers of two.
  /*@ public normal_behavior
    @   requires 0 <= m && m <= n && n <= 1048576;
    @   ensures \result && SizeClasses.power(m) <= SizeClasses.power(n);
    @   ensures SizeClasses.power((long) SizeClasses.power(n)) == SizeClasses.power(n);
    @ pure model public static boolean powers(long m, long n) { return true; }
    @*/

  // The pages of large requests.
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= m && m <= n && n <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   requires Sizing.bin(m, alignment) < 0 && Sizing.bin(n, alignment) < 0;
    @   ensures \result && Sizing.run(chunk, m, alignment) <= Sizing.run(chunk, n, alignment);
    @   ensures Sizing.run(chunk, (long) (4096L * Sizing.run(chunk, n, alignment)), alignment)
    @     == Sizing.run(chunk, n, alignment);
    @ pure model public static boolean pages(int chunk, long m, long n, long alignment) {
    @   return large(chunk, m, alignment) && large(chunk, n, alignment)
    @     && powers((long) (m < alignment ? alignment : m), (long) (n < alignment ? alignment : n))
    @     && large(chunk, (long) (4096L * Sizing.run(chunk, n, alignment)), alignment);
    @ }
    @*/

  // What they are.
  /*@ normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= n && n <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   requires Sizing.bin(n, alignment) < 0 || 2048 < n;
    @   ensures \result && 4096L * Sizing.run(chunk, n, alignment)
    @     == SizeClasses.power((long) (n < alignment ? alignment : n));
    @ pure model static boolean large(int chunk, long n, long alignment) {
    @   long most = (long) (n < alignment ? alignment : n);
    @   boolean whole = rounded(n, most, alignment) && powers(most, most) && run(chunk, n, alignment);
    @   return true;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= n && n <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   requires 2048 < SizeClasses.need(n, alignment);
    @   requires SizeClasses.power(SizeClasses.need(n, alignment)) == SizeClasses.need(n, alignment);
    @   ensures \result && 4096L * Sizing.run(chunk, n, alignment) == SizeClasses.need(n, alignment);
    @ pure model private static boolean run(int chunk, long n, long alignment) {
    @   return whole(SizeClasses.need(n, alignment));
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= n && n <= 1048576 && 1 <= alignment && alignment <= 1048576;
    @   requires most == (n < alignment ? alignment : n) && (Sizing.bin(n, alignment) < 0 || 2048 < n);
    @   ensures \result && SizeClasses.need(n, alignment) == SizeClasses.power(most);
    @   ensures 2048 < SizeClasses.need(n, alignment);
    @ pure model private static boolean rounded(long n, long most, long alignment) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 2048 < need && need <= 1048576 && SizeClasses.power(need) == need;
    @   ensures \result && 4096 <= need;
    @   ensures 4096L * (need <= SizeClasses.PAGE ? 1 : SizeClasses.power(need) / SizeClasses.PAGE) == need;
    @ pure model private static boolean whole(long need) { return true; }
    @*/

  // The chunks of huge requests.
  /*@ public normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 0 <= m && m <= n;
    @   ensures \result && Wholes.count(chunk, m) <= Wholes.count(chunk, n);
    @   ensures n <= 0x1000000000000L ==> Wholes.count(chunk, (long) (4096L * chunk * Wholes.count(chunk, n)))
    @     == Wholes.count(chunk, n);
    @ pure model public static boolean chunks(int chunk, long m, long n) {
    @   return count(chunk, m, n);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 0 <= m && m <= n;
    @   ensures \result && Wholes.count(chunk, m) <= Wholes.count(chunk, n);
    @   ensures n <= 0x1000000000000L ==> Wholes.count(chunk, (long) (4096L * chunk * Wholes.count(chunk, n)))
    @     == Wholes.count(chunk, n);
    @ pure model private static boolean count(int chunk, long m, long n) {
    @   long bytes = (long) (4096L * chunk);
    @   boolean quotients = m == 0 || quotients((long) (m - 1), (long) (n - 1), bytes);
    @   assert Wholes.count(chunk, m) <= Wholes.count(chunk, n);
    @   if (n <= 0x1000000000000L) {
    @     boolean whole = times(Wholes.count(chunk, n), bytes);
    @     return whole;
    @   }
    @   return true;
    @ }
    @*/

  // Division is monotone.
  /*@ private normal_behavior
    @   requires 0 <= x && x <= y && 1 <= m;
    @   ensures \result && 0 <= x / m && x / m <= y / m && y / m <= y;
    @ pure model private static boolean quotients(long x, long y, long m) {
    @   assert x / m <= y / m || 0 <= (x / m - y / m - 1) * m;
    @   return true;
    @ }
    @*/

  // So many times as much, less one, holds it once less.
  /*@ private normal_behavior
    @   requires 1 <= q && 1 <= m && q * m <= 0x7fffffffffffffffL;
    @   ensures \result && (q * m - 1) / m == q - 1 && (q == 1 || m < q * m);
    @ pure model private static boolean times(long q, long m) {
    @   long r = (long) ((q * m - 1) / m);
    @   assert r < q || 0 <= (r - q) * m;
    @   assert q - 1 <= r || 0 <= (q - 2 - r) * m;
    @   assert q == 1 || 0 <= (q - 2) * m;
    @   return true;
    @ }
    @*/
}
