/** Planted: a false assertion after two calls of a method that changes the state. */
public final class TwoCalls {
  private /*@ spec_public @*/ int count;
  //@ public invariant 0 <= count && count <= 1000;

  /*@ public normal_behavior
    @   ensures count == 0;
    @*/
  public TwoCalls() {
    count = 0;
  }

  /*@ public normal_behavior
    @   requires count < 1000;
    @   assignable count;
    @   ensures count == \old(count) + 1 && \result == count;
    @*/
  public int step() {
    count = count + 1;
    return count;
  }

  /*@ public normal_behavior
    @   requires count < 900;
    @   assignable count;
    @*/
  public void twice() {
    step();
    step();
    //@ assert false;
  }
}
