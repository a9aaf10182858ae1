/** A right class: it must prove, and every one of its points must be reachable. */
public final class Right {
  private /*@ spec_public @*/ long used;
  private /*@ spec_public @*/ final long capacity;
  //@ public invariant 0 <= used && used <= capacity;

  /*@ public normal_behavior
    @   requires 0 <= bytes;
    @   ensures capacity == bytes && used == 0;
    @*/
  public Right(long bytes) {
    capacity = bytes;
    used = 0;
  }

  /*@ public normal_behavior
    @   requires 0 <= bytes;
    @   assignable used;
    @   ensures \result == (bytes <= capacity - \old(used));
    @   ensures used == \old(used) + (\result ? bytes : 0);
    @*/
  public boolean take(long bytes) {
    if (bytes > capacity - used) {
      return false;
    }
    used = used + bytes;
    return true;
  }
}
