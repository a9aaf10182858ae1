package org.alloracle.reference.layout;

/**
 * Reads and writes the fields of records in memory, where a plan has put them: a record has its hot part
 * at one place and its cold part at another, and what is read of a field is what was written to it last.
 * It never changes; the memory does.
 */
public final class Access {
  final /*@ spec_public @*/ Spans spans;
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int hot;
  final /*@ spec_public @*/ long[] warmAt;
  final /*@ spec_public @*/ long[] coolAt;
  final /*@ spec_public @*/ long hotSize;
  final /*@ spec_public @*/ long coldSize;

  /*@ // METADATA
    @ public invariant size == spans.size && place == spans.place && hot == spans.hot;
    @ public invariant warmAt == spans.warmAt && coolAt == spans.coolAt;
    @ public invariant hotSize == spans.hotSize && coldSize == spans.coldSize;
    @*/

  /** To the fields that are there. */
  /*@ public normal_behavior
    @   ensures this.spans == spans;
    @ pure
    @*/
  public Access(Spans spans) {
    this.spans = spans;
    size = spans.size;
    place = spans.place;
    hot = spans.hot;
    warmAt = spans.warmAt;
    coolAt = spans.coolAt;
    hotSize = spans.hotSize;
    coldSize = spans.coldSize;
  }

  /**
   * Writes a field.
   *
   * @param memory that holds both parts of the record, apart from each other
   * @param hotAt where the hot part starts
   * @param coldAt where the cold part starts
   * @param field of the plan
   * @param value as many bytes as the field has, not the memory itself
   */
  /*@ public normal_behavior
    @   requires 0 <= field && field < place.length && value.length == size[field] && value != memory;
    @   requires 0 <= hotAt && hotAt + hotSize <= memory.length && 0 <= coldAt && coldAt + coldSize <= memory.length;
    @   requires hotAt + hotSize <= coldAt || coldAt + coldSize <= hotAt;
    @   old long from = spans.at(hotAt, coldAt, field);
    @   assignable memory[from .. from + value.length - 1]; // FRAME: no other byte
    @   ensures (\forall int p; from <= p && p < from + value.length; memory[p] == value[p - (int) from]);
    @   ensures (\forall int g, p; 0 <= g && g < place.length && g != field // FRAME: no other field
    @     && (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot]) <= p
    @     && p < (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot]) + size[g];
    @     memory[p] == \old(memory[p]));
    @*/
  public void put(byte[] memory, int hotAt, int coldAt, int field, byte[] value) {
    int from = (int) spans.at(hotAt, coldAt, field);
    /*@ assert (\forall int g; 0 <= g && g < place.length && g != field && 0 <= place[g];
      @   spans.apart(hotAt, coldAt, field, g)); */
    copy(value, 0, memory, from, value.length);
  }

  /**
   * Reads a field.
   *
   * @param memory that holds both parts of the record
   * @param hotAt where the hot part starts
   * @param coldAt where the cold part starts
   * @param field of the plan
   */
  /*@ public normal_behavior
    @   requires 0 <= field && field < place.length;
    @   requires 0 <= hotAt && hotAt + hotSize <= memory.length && 0 <= coldAt && coldAt + coldSize <= memory.length;
    @   old long from = spans.at(hotAt, coldAt, field);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == size[field];
    @   ensures (\forall int i; 0 <= i && i < \result.length; \result[i] == memory[i + (int) from]);
    @*/
  public byte[] get(byte[] memory, int hotAt, int coldAt, int field) {
    return bytes(memory, (int) spans.at(hotAt, coldAt, field), (int) size[field]);
  }

  /** Some of the bytes of an array. */
  /*@ private normal_behavior
    @   requires 0 <= count && 0 <= from && from + count <= a.length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count;
    @   ensures (\forall int k; 0 <= k && k < count; \result[k] == a[k + from]);
    @*/
  private static byte[] bytes(byte[] a, int from, int count) {
    byte[] b = new byte[count];
    copy(a, from, b, 0, count);
    return b;
  }

  /** Copies bytes. */
  /*@ private normal_behavior
    @   requires a != b && 0 <= count && 0 <= from && from + count <= a.length && 0 <= to && to + count <= b.length;
    @   assignable b[to .. to + count - 1];
    @   ensures (\forall int k; to <= k && k < to + count; b[k] == a[k - to + from]);
    @*/
  private static void copy(byte[] a, int from, byte[] b, int to, int count) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; to <= k && k < to + i; b[k] == a[k - to + from]);
      @ loop_writes i, b[to .. to + count - 1];
      @ decreases count - i;
      @*/
    while (i < count) {
      b[to + i] = a[from + i];
      i = i + 1;
    }
  }
}
