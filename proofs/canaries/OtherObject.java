/** Planted: false assertions after calls that change fields of another object, in each form that the references use. */
public final class OtherObject {
  private /*@ spec_public @*/ int count;
  private final /*@ spec_public @*/ int[] cells = new int[2];

  /*@ private normal_behavior
    @   requires other.count < 1000;
    @   assignable other.*;
    @   ensures other.count == \old(other.count) + 1;
    @*/
  private static void step(OtherObject other) {
    other.count = other.count + 1;
  }

  /*@ private normal_behavior
    @   requires other.cells.length == 2 && other.cells[1] < 1000;
    @   assignable other.cells[*];
    @   ensures other.cells[1] == \old(other.cells[1]) + 1;
    @*/
  private static void fill(OtherObject other) {
    other.cells[1] = other.cells[1] + 1;
  }

  /*@ public normal_behavior
    @   requires other.count < 900;
    @   assignable other.*;
    @*/
  public static void steps(OtherObject other) {
    step(other);
    //@ assert false;
  }

  /*@ public normal_behavior
    @   requires other.cells.length == 2 && other.cells[1] < 900;
    @   assignable other.cells[*];
    @*/
  public static void fills(OtherObject other) {
    fill(other);
    //@ assert false;
  }
}
