/** Planted: two calls of a method that is not pure are said to answer alike (OpenJML issue 942). */
public final class Deterministic {
  private /*@ spec_public @*/ long next;

  /*@ public normal_behavior
    @   ensures next == 0;
    @*/
  public Deterministic() {
    next = 0;
  }

  /*@ public normal_behavior
    @   requires 0 <= next && next < 1000;
    @   assignable next;
    @   ensures next == \old(next) + 1 && 0 <= \result && \result <= 1000;
    @*/
  public long allocate() {
    long address = next;
    next = next + 1;
    return address;
  }

  /*@ public normal_behavior
    @   requires next == 0;
    @   assignable next;
    @*/
  public void both() {
    long first = allocate();
    long second = allocate();
    //@ assert first == second;
  }
}
