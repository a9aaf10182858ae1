package org.alloracle.reference.snmalloc;

/** Messages of a box to other boxes, all at once. */
public final class Rounds {
  private Rounds() {}

  /**
   * Moves all messages of a box, in their order, each to the box told for its place in the list: they come after all
   * that were there before.
   */
  /*@ public normal_behavior
    @   requires 0 <= from && from < mail.boxes && to.length == mail.count;
    @   requires to != mail.list && to != mail.pos && to != mail.box;
    @   requires (\forall int j; 0 <= j && j < to.length; 0 <= to[j] && to[j] < mail.boxes && to[j] != from);
    @   assignable mail.list[*], mail.pos[*], mail.box[*];
    @   ensures (\forall int x; 0 <= x && x < mail.box.length; // CONSERVATION
    @     mail.box[x] == (\old(mail.box[x]) == from ? to[\old(mail.pos[x])] : \old(mail.box[x])));
    @   // FRAME: those of the box in their order, after all others in theirs
    @   ensures (\forall int x, y; 0 <= x && x < mail.box.length && 0 <= y && y < mail.box.length
    @     && \old(mail.pos[x]) < \old(mail.pos[y]) && \old(mail.pos[y]) < mail.count
    @     && (\old(mail.box[x]) == from ==> \old(mail.box[y]) == from); mail.pos[x] < mail.pos[y]);
    @   ensures (\forall int x, y; 0 <= x && x < mail.box.length && 0 <= y && y < mail.box.length
    @     && 0 <= \old(mail.box[x]) && \old(mail.box[x]) != from && \old(mail.box[y]) == from; mail.pos[x] < mail.pos[y]);
    @*/
  static void forward(Mail mail, int from, int[] to) {
    int i = 0;
    int n = 0;
    /*@ loop_invariant 0 <= i && i <= n && n <= mail.count && \invariant_for(mail);
      @ // those not looked at yet
      @ loop_invariant (\forall int x; 0 <= x && x < mail.box.length && n <= \old(mail.pos[x])
      @   && \old(mail.pos[x]) < mail.count; mail.pos[x] == \old(mail.pos[x]) - n + i);
      @ // those left where they were
      @ loop_invariant (\forall int x; 0 <= x && x < mail.box.length && \old(mail.pos[x]) < n
      @   && \old(mail.box[x]) != from; mail.pos[x] < i);
      @ // those moved
      @ loop_invariant (\forall int x; 0 <= x && x < mail.box.length && \old(mail.pos[x]) < n
      @   && \old(mail.box[x]) == from; mail.count - n + i <= mail.pos[x] && mail.pos[x] < mail.count);
      @ loop_invariant (\forall int x; 0 <= x && x < mail.box.length; mail.box[x]
      @   == (\old(mail.box[x]) == from && \old(mail.pos[x]) < n ? to[\old(mail.pos[x])] : \old(mail.box[x])));
      @ loop_invariant (\forall int x, y; 0 <= x && x < mail.box.length && 0 <= y && y < mail.box.length
      @   && \old(mail.pos[x]) < \old(mail.pos[y]) && \old(mail.pos[y]) < n
      @   && (\old(mail.box[x]) == from ==> \old(mail.box[y]) == from); mail.pos[x] < mail.pos[y]);
      @ loop_writes i, n, mail.list[*], mail.pos[*], mail.box[*];
      @ decreases mail.count - n;
      @*/
    while (n < mail.count) {
      /*@ assert (\forall int y; 0 <= y && y < mail.box.length && mail.pos[y] == i;
        @   \old(mail.pos[y]) == n && mail.box[y] == \old(mail.box[y])); @*/
      int x = mail.list[i];
      if (mail.box[x] == from) {
        mail.move(x, to[n]);
      } else {
        i = i + 1;
      }
      n = n + 1;
    }
  }

  /** The same, and then another message, the last of all, to a box of its own. */
  /*@ public normal_behavior
    @   requires 0 <= from && from < mail.boxes && to.length == mail.count;
    @   requires to != mail.list && to != mail.pos && to != mail.box;
    @   requires (\forall int j; 0 <= j && j < to.length; 0 <= to[j] && to[j] < mail.boxes && to[j] != from);
    @   requires 0 <= x && x < mail.box.length && 0 <= mail.box[x] && mail.box[x] != from && 0 <= last && last < mail.boxes;
    @   assignable mail.list[*], mail.pos[*], mail.box[*];
    @   ensures mail.box[x] == last && mail.pos[x] == mail.count - 1;
    @   ensures (\forall int y; 0 <= y && y < mail.box.length && y != x; // CONSERVATION
    @     mail.box[y] == (\old(mail.box[y]) == from ? to[\old(mail.pos[y])] : \old(mail.box[y])));
    @   // FRAME: those of the box in their order, after all others in theirs
    @   ensures (\forall int y, z; 0 <= y && y < mail.box.length && 0 <= z && z < mail.box.length && y != x && z != x
    @     && 0 <= \old(mail.box[y]) && 0 <= \old(mail.box[z])
    @     && ((\old(mail.box[y]) == from) == (\old(mail.box[z]) == from)
    @       ? \old(mail.pos[y]) < \old(mail.pos[z]) : \old(mail.box[z]) == from);
    @     mail.pos[y] < mail.pos[z]);
    @*/
  static void relay(Mail mail, int from, int[] to, int x, int last) {
    forward(mail, from, to);
    mail.move(x, last);
  }
}
