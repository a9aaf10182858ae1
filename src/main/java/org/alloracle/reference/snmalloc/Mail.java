package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;
import org.alloracle.reference.Permutations;

/**
 * The messages: objects on their way to their owners, each in exactly one box. A box keeps its messages in
 * the order in which they came.
 *
 * <p>{@code list} has the messages before {@code count}, in the order in which each came into the box that it
 * is in now; {@code pos} is its inverse. {@code box[x]} is the box of message {@code x}: a function, so no
 * message is in two.
 */
public final class Mail {
  /** The most boxes. */
  public static final int MOST_BOXES = 131072;

  final /*@ spec_public @*/ int boxes;
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;
  final /*@ spec_public @*/ int[] box;
  /*@ spec_public @*/ int count;

  /*@ // METADATA
    @ public invariant (\let int n = list.length; 1 <= boxes & boxes <= MOST_BOXES & pos.length == n
    @   & box.length == n & list != pos & list != box & pos != box & 0 <= count & count <= n);
    @ public invariant (\forall int i; 0 <= i && i < list.length;
    @   0 <= list[i] && list[i] < list.length && pos[list[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < list.length;
    @   0 <= pos[x] && pos[x] < list.length && list[pos[x]] == x);
    @ // CONSERVATION: a message is in one box, and nothing else is in a box
    @ public invariant (\forall int x; 0 <= x && x < list.length; -1 <= box[x] && box[x] < boxes);
    @ public invariant (\forall int x; 0 <= x && x < list.length; (pos[x] < count) == (0 <= box[x]));
    @*/

  /** Empty boxes, for so many objects. */
  /*@ public normal_behavior
    @   requires 0 <= objects && 1 <= boxes && boxes <= MOST_BOXES;
    @   ensures this.boxes == boxes && list.length == objects && count == 0;
    @   ensures (\forall int x; 0 <= x && x < objects; box[x] == -1);
    @   ensures \fresh(list) && \fresh(pos) && \fresh(box);
    @ pure
    @*/
  public Mail(int objects, int boxes) {
    this.boxes = boxes;
    list = new int[objects];
    pos = new int[objects];
    box = Copies.filled(objects, -1);
    Permutations.ascend(list, pos);
  }

  /** Makes a message of an object that is none, the last of a box. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < list.length && box[x] == -1 && 0 <= to && to < boxes;
    @   assignable count, list[*], pos[*], box[x];
    @   ensures box[x] == to && count == \old(count) + 1 && pos[x] == \old(count); // POLICY
    @   ensures (\forall int y; 0 <= y && y < list.length && \old(pos[y]) < \old(count); pos[y] == \old(pos[y])); // FRAME
    @*/
  void post(int x, int to) {
    //@ assert count <= pos[x];
    Permutations.swap(list, pos, count, pos[x]);
    box[x] = to;
    count = count + 1;
  }

  /** Moves a message to another box, whose last it becomes. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < list.length && 0 <= box[x] && 0 <= to && to < boxes;
    @   assignable list[*], pos[*], box[x];
    @   ensures box[x] == to && pos[x] == count - 1; // POLICY
    @   ensures (\forall int y; 0 <= y && y < list.length && y != x; // FRAME: all others in their order
    @     pos[y] == \old(pos[y]) - (\old(pos[x]) < \old(pos[y]) && \old(pos[y]) < count ? 1 : 0));
    @*/
  void move(int x, int to) {
    Permutations.raise(list, pos, pos[x], count - 1);
    box[x] = to;
  }

  /** Takes a message out of its box: it is none any more. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < list.length && 0 <= box[x];
    @   assignable count, list[*], pos[*], box[x];
    @   ensures box[x] == -1 && count == \old(count) - 1;
    @   ensures (\forall int y; 0 <= y && y < list.length && y != x; // FRAME: all others in their order
    @     pos[y] == \old(pos[y]) - (\old(pos[x]) < \old(pos[y]) && \old(pos[y]) < \old(count) ? 1 : 0));
    @*/
  void remove(int x) {
    Permutations.raise(list, pos, pos[x], count - 1);
    box[x] = -1;
    count = count - 1;
  }

  /** The first place from another on at which a message of a box stands; {@code count} if there is none. */
  /*@ public normal_behavior
    @   requires 0 <= from && from <= count && 0 <= of && of < boxes;
    @   ensures from <= \result && \result <= count;
    @   ensures \result < count ==> box[list[\result]] == of;
    @   ensures (\forall int i; from <= i && i < \result; box[list[i]] != of); // POLICY: the one that came first
    @ spec_public pure
    @*/
  int first(int of, int from) {
    int i = from;
    /*@ loop_invariant from <= i && i <= count;
      @ loop_invariant (\forall int j; from <= j && j < i; box[list[j]] != of);
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && box[list[i]] != of) {
      i = i + 1;
    }
    return i;
  }
}
