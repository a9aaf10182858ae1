---------------------------- MODULE TaggedStack ----------------------------
(* LRMalloc's list of partial descriptors: a linked stack whose head carries a
   counter against ABA, raised by each push. Refines DescPool, with nothing
   protected. The counter is unbounded here; LRMalloc gives it 6 bits. *)
EXTENDS Integers, FiniteSets

CONSTANTS Threads, Nodes, Null,
  Counts,   \* the counter has this many values; 0: it never wraps
  Bugs

AllBugs == {
  "counter computed once",  \* a push whose CAS fails tries again with the old counter (LRMalloc before 0fcac68)
  "no counter"}
ASSUME Bugs \subseteq AllBugs

VARIABLES
  head,     \* [node, count]
  next,     \* the link of each node
  out,      \* nodes the clients hold
  pc, my
vars == <<head, next, out, pc, my>>

B(bug) == bug \in Bugs
Nothing == [d |-> Null, old |-> Null, new |-> Null]
Go(t, label, locals) ==
  /\ pc' = [pc EXCEPT ![t] = label]
  /\ my' = [my EXCEPT ![t] = locals]
Raised(count) == IF B("no counter") THEN 0
                 ELSE IF Counts = 0 THEN count + 1 ELSE (count + 1) % Counts

Init ==
  /\ head = [node |-> Null, count |-> 0]
  /\ next = [d \in Nodes |-> Null]
  /\ out = Nodes
  /\ pc = [t \in Threads |-> "idle"]
  /\ my = [t \in Threads |-> Nothing]
-----------------------------------------------------------------------------
Push(t) ==
  /\ pc[t] = "idle"
  /\ \E d \in out : out' = out \ {d} /\ Go(t, "push_load", [Nothing EXCEPT !.d = d])
  /\ UNCHANGED <<head, next>>

push_load(t) ==
  /\ pc[t] = "push_load"
  /\ LET m == my[t]
         new == [node |-> m.d, count |-> Raised(head.count)]
     IN Go(t, "push_link",
           [m EXCEPT !.old = head,
                     !.new = IF B("counter computed once") /\ m.new # Null THEN m.new ELSE new])
  /\ UNCHANGED <<head, next, out>>

push_link(t) ==
  /\ pc[t] = "push_link"
  /\ next' = [next EXCEPT ![my[t].d] = my[t].old.node]
  /\ Go(t, "push_CAS", my[t])
  /\ UNCHANGED <<head, out>>

push_CAS(t) ==
  /\ pc[t] = "push_CAS"
  /\ LET m == my[t] IN
       IF head = m.old
         THEN head' = m.new /\ Go(t, "given", Nothing)
         ELSE /\ Go(t, "push_load",
                    [m EXCEPT !.old = Null, !.new = IF B("counter computed once") THEN @ ELSE Null])
              /\ UNCHANGED head
  /\ UNCHANGED <<next, out>>
-----------------------------------------------------------------------------
Pop(t) == pc[t] = "idle" /\ Go(t, "pop_load", Nothing) /\ UNCHANGED <<head, next, out>>

pop_load(t) ==
  /\ pc[t] = "pop_load"
  /\ IF head.node = Null THEN Go(t, "nothing", Nothing)
                         ELSE Go(t, "pop_next", [Nothing EXCEPT !.old = head])
  /\ UNCHANGED <<head, next, out>>

(* The node may be another thread's by now: descriptors are never unmapped. *)
pop_next(t) ==
  /\ pc[t] = "pop_next"
  /\ LET m == my[t] IN
       Go(t, "pop_CAS", [m EXCEPT !.new = [node |-> next[m.old.node], count |-> m.old.count]])
  /\ UNCHANGED <<head, next, out>>

pop_CAS(t) ==
  /\ pc[t] = "pop_CAS"
  /\ IF head = my[t].old
       THEN head' = my[t].new /\ Go(t, "taken", [Nothing EXCEPT !.d = my[t].old.node])
       ELSE Go(t, "pop_load", Nothing) /\ UNCHANGED head
  /\ UNCHANGED <<next, out>>

Answer(t) ==
  /\ pc[t] \in {"given", "nothing", "taken"}
  /\ out' = IF pc[t] = "taken" THEN out \cup {my[t].d} ELSE out
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<head, next>>

Next == \E t \in Threads :
  \/ Push(t) \/ push_load(t) \/ push_link(t) \/ push_CAS(t)
  \/ Pop(t) \/ pop_load(t) \/ pop_next(t) \/ pop_CAS(t) \/ Answer(t)
Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
RECURSIVE From(_, _)
From(d, seen) == IF d = Null THEN {} ELSE IF d \in seen THEN {d}
                 ELSE {d} \cup From(next[d], seen \cup {d})
OnStack == From(head.node, {})
Pushing == {"push_load", "push_link", "push_CAS"}
InHand == {t \in Threads : pc[t] \in Pushing \cup {"taken"}}

CONSERVATION ==
  \A d \in Nodes : (IF d \in OnStack THEN 1 ELSE 0) + (IF d \in out THEN 1 ELSE 0)
                   + Cardinality({t \in InHand : my[t].d = d}) = 1

Pool == INSTANCE DescPool WITH
  pool <- OnStack,
  guarded <- [t \in Threads |-> Null],
  call <- [t \in Threads |->
    CASE pc[t] \in Pushing -> [op |-> "give", node |-> my[t].d]
      [] pc[t] = "taken" -> [op |-> "taken", node |-> my[t].d]
      [] pc[t] \in {"idle", "given", "nothing"} -> [op |-> pc[t]]
      [] OTHER -> [op |-> "take"]],
  EarlyNull <- FALSE
\* DescPool starts full, this list empty: only the steps are compared.
REFINEMENT == [][Pool!Next]_(Pool!vars)
=============================================================================
