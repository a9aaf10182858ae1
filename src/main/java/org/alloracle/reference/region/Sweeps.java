package org.alloracle.reference.region;

/** What happens to the arrays of a {@link Space} when a region is released, each with its exact frame. */
public final class Sweeps {
  private Sweeps() {}

  /** The locations on pages of a region become null, which is an aim outside. */
  /*@ public normal_behavior
    @   requires aim != home && aim != owner && aim.length == home.length && value.length == home.length;
    @   requires (\forall int l; 0 <= l && l < home.length; 0 <= home[l] && home[l] < owner.length);
    @   assignable aim[*], value[*];
    @   ensures (\forall int l; 0 <= l && l < aim.length;
    @     aim[l] == (owner[home[l]] == r ? outside : \old(aim[l])));
    @   ensures (\forall int l; 0 <= l && l < aim.length;
    @     value[l] == (owner[home[l]] == r ? -1 : \old(value[l])));
    @*/
  public static void erase(int[] aim, long[] value, int[] home, int[] owner, int r, int outside) {
    int l = 0;
    /*@ loop_invariant 0 <= l && l <= aim.length;
      @ loop_invariant (\forall int k; 0 <= k && k < aim.length;
      @   aim[k] == (k < l && owner[home[k]] == r ? outside : \old(aim[k])));
      @ loop_invariant (\forall int k; 0 <= k && k < aim.length;
      @   value[k] == (k < l && owner[home[k]] == r ? -1 : \old(value[k])));
      @ loop_writes l, aim[*], value[*];
      @ decreases aim.length - l;
      @*/
    while (l < aim.length) {
      if (owner[home[l]] == r) {
        aim[l] = outside;
        value[l] = -1;
      }
      l = l + 1;
    }
  }

  /** The pages of a region become free, and nothing of them is handed out. */
  /*@ public normal_behavior
    @   requires owner != top && top.length == owner.length && owner.length <= 1048577 && 0 <= r;
    @   assignable owner[*], top[*];
    @   ensures (\forall int p; 0 <= p && p < owner.length;
    @     owner[p] == (\old(owner[p]) == r ? -1 : \old(owner[p])));
    @   ensures (\forall int p; 0 <= p && p < owner.length;
    @     top[p] == (\old(owner[p]) == r ? 512 * p : \old(top[p])));
    @*/
  public static void free(int[] owner, int[] top, int r) {
    int p = 0;
    /*@ loop_invariant 0 <= p && p <= owner.length;
      @ loop_invariant (\forall int k; 0 <= k && k < owner.length;
      @   owner[k] == (k < p && \old(owner[k]) == r ? -1 : \old(owner[k])));
      @ loop_invariant (\forall int k; 0 <= k && k < owner.length;
      @   top[k] == (k < p && \old(owner[k]) == r ? 512 * k : \old(top[k])));
      @ loop_writes p, owner[*], top[*];
      @ decreases owner.length - p;
      @*/
    while (p < owner.length) {
      if (owner[p] == r) {
        owner[p] = -1;
        top[p] = 512 * p;
      }
      p = p + 1;
    }
  }
}
