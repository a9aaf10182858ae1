package org.alloracle.reference.jemalloc;

/** Where in a tree the chunks of a heap are, and their first pages: a table, never changed. */
public final class Heads {
  final /*@ spec_public @*/ Tree tree;
  final /*@ spec_public @*/ int count;

  /** The node of each chunk, by its number. */
  final /*@ spec_public @*/ int[] node;

  /** The node of each chunk's first page. */
  final /*@ spec_public @*/ int[] header;

  /** The number of the chunk at each such node. */
  final /*@ spec_public @*/ int[] number;

  /*@ // METADATA
    @ public invariant 0 <= count && count <= node.length && header.length == node.length;
    @ public invariant number.length == tree.width.length && number.length == tree.start.length;
    @ public invariant number.length == tree.head.length;
    @ public invariant (\forall int c; 0 <= c && c < count; 1 <= node[c] && node[c] < number.length
    @   && tree.width[node[c]] == tree.chunk && number[node[c]] == c);
    @ public invariant (\forall int c; 0 <= c && c < count; 1 <= header[c] && header[c] < number.length
    @   && tree.width[header[c]] == 1 && tree.start[header[c]] == tree.start[node[c]]
    @   && tree.head[header[c]] == tree.start[node[c]]);
    @*/

  /** The first chunks of a tree, in the order of their addresses, up to so many. */
  /*@ public normal_behavior
    @   requires 0 <= most;
    @   ensures this.tree == tree && count <= most && node.length == most && (count == 0 ==> most == 0);
    @   // METADATA: the chunks follow each other from page 0 on, until there are enough or no more
    @   ensures (\forall int c; 0 <= c && c < count; node[c] == node[0] + c
    @     && (c == 0 ==> tree.start[node[c]] == 0)
    @     && (c == count - 1 && count < most ==> tree.start[node[c]] + tree.chunk == tree.width[1]));
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < count;
    @     tree.start[node[d]] == tree.start[node[c]] + tree.chunk);
    @   ensures \fresh(node) && \fresh(header) && \fresh(number);
    @ pure
    @*/
  public Heads(Tree tree, int most) {
    this.tree = tree;
    node = apart(tree.width, tree.start, tree.head, most);
    header = apart(tree.width, tree.start, tree.head, most);
    number = apart(tree.width, tree.start, tree.head, tree.width.length);
    count = nodes(tree, node, number);
    fill(tree, node, header, count);
  }

  /** A new array, which is none of three: only its contract speaks of them. */
  /*@ private normal_behavior
    @   requires 0 <= length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length && \result != unusedA && \result != unusedB
    @     && \result != unusedC;
    @*/
  private static int[] apart(int[] unusedA, int[] unusedB, int[] unusedC, int length) {
    return new int[length];
  }

  /** Finds the nodes of chunks, and returns how many. */
  /*@ private normal_behavior
    @   requires node != number && number.length == tree.width.length;
    @   requires node != tree.width && node != tree.start && node != tree.head;
    @   requires number != tree.width && number != tree.start && number != tree.head;
    @   assignable node[*], number[*];
    @   ensures 0 <= \result && \result <= node.length;
    @   ensures (\forall int c; 0 <= c && c < \result; 1 <= node[c] && node[c] < number.length
    @     && tree.width[node[c]] == tree.chunk && number[node[c]] == c && node[c] == node[0] + c);
    @   ensures 0 < \result ==> tree.start[node[0]] == 0;
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < \result;
    @     tree.start[node[d]] == tree.start[node[c]] + tree.chunk);
    @   ensures \result < node.length ==> 0 < \result
    @     && tree.start[node[\result - 1]] + tree.chunk == tree.width[1];
    @*/
  private static int nodes(Tree tree, int[] node, int[] number) {
    int count = 0;
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= number.length && 0 <= count && count <= node.length;
      @ loop_invariant (\forall int c; 0 <= c && c < count; 1 <= node[c] && node[c] < i
      @   && tree.width[node[c]] == tree.chunk && number[node[c]] == c && node[c] == node[0] + c);
      @ loop_invariant 0 < count ==> tree.start[node[0]] == 0;
      @ loop_invariant (\forall int c, d; 0 <= c && d == c + 1 && d < count;
      @   tree.start[node[d]] == tree.start[node[c]] + tree.chunk);
      @ loop_invariant count == 0 && 0 < node.length ==> i == 1 || tree.chunk < tree.width[i - 1];
      @ loop_invariant 0 < count && count < node.length ==> 1 < i && (node[count - 1] == i - 1
      @   && tree.width[i - 1] == tree.chunk || tree.width[i - 1] < tree.chunk
      @   && tree.start[node[count - 1]] + tree.chunk == tree.width[1]);
      @ loop_writes i, count, node[*], number[*];
      @ decreases number.length - i;
      @*/
    while (i < number.length) {
      //@ assert 1 < i ==> tree.next(i - 1);
      if (tree.width[i] == tree.chunk && count < node.length) {
        node[count] = i;
        number[i] = count;
        count = count + 1;
      }
      i = i + 1;
    }
    return count;
  }

  /** Finds the first pages. */
  /*@ private normal_behavior
    @   requires 0 <= count && count <= node.length && header.length == node.length && header != node;
    @   requires header != tree.width && header != tree.start && header != tree.head;
    @   requires (\forall int c; 0 <= c && c < count; 1 <= node[c] && node[c] < tree.width.length
    @     && tree.width[node[c]] == tree.chunk);
    @   assignable header[*];
    @   ensures (\forall int c; 0 <= c && c < count; 1 <= header[c] && header[c] < tree.width.length
    @     && tree.width[header[c]] == 1 && tree.start[header[c]] == tree.start[node[c]]
    @     && tree.head[header[c]] == tree.start[node[c]]);
    @*/
  private static void fill(Tree tree, int[] node, int[] header, int count) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int c; 0 <= c && c < i; 1 <= header[c] && header[c] < tree.width.length
      @   && tree.width[header[c]] == 1 && tree.start[header[c]] == tree.start[node[c]]
      @   && tree.head[header[c]] == tree.start[node[c]]);
      @ loop_writes i, header[*];
      @ decreases count - i;
      @*/
    while (i < count) {
      header[i] = leaf(tree, node[i]);
      i = i + 1;
    }
  }

  /** The node of a chunk's first page. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < tree.width.length && tree.width[node] == tree.chunk;
    @   assignable \nothing;
    @   ensures 1 <= \result && \result < tree.width.length && tree.width[\result] == 1;
    @   ensures tree.start[\result] == tree.start[node] && tree.head[\result] == tree.start[node];
    @ pure
    @*/
  private static int leaf(Tree tree, int node) {
    int i = node;
    /*@ loop_invariant 1 <= i && i < tree.width.length && tree.width[i] <= tree.chunk;
      @ loop_invariant tree.start[i] == tree.start[node] && tree.head[i] == tree.start[node];
      @ loop_writes i;
      @ decreases tree.width.length - i;
      @*/
    while (2 * i < tree.width.length) {
      //@ assert 2 * tree.width[2 * i] == tree.width[i];
      i = 2 * i;
    }
    return i;
  }
}
