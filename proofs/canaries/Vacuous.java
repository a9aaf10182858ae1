/** Planted: no state satisfies the invariant, so everything proves. The feasibility pass must say so. */
public final class Vacuous {
  private /*@ spec_public @*/ int used;
  //@ public invariant used < 0 && used > 0;

  /*@ public normal_behavior
    @   assignable used;
    @   ensures used == \old(used) + 2;
    @*/
  public void take() {
    used = used + 1;
  }
}
