------------------------------ MODULE DescPool ------------------------------
(* A set of descriptors to take from and give back to, atomic: what Michael
   assumes of DescAlloc and DescRetire. A thread may protect one that is out; it
   is then taken by nobody else until the protection ends, even if it is given
   back meanwhile. *)
CONSTANTS
  Threads, Nodes, Null,
  EarlyNull   \* TRUE: a take may find nothing at any time; FALSE: only if there is nothing

VARIABLES
  pool,      \* the nodes that can be taken
  out,       \* the nodes that clients hold
  guarded,   \* thread -> the node it protects, or Null
  call       \* thread -> where its call stands
vars == <<pool, out, guarded, call>>

Idle == [op |-> "idle"]
Init == /\ pool = Nodes /\ out = {}
        /\ guarded = [t \in Threads |-> Null]
        /\ call = [t \in Threads |-> Idle]

To(t, c) == call' = [call EXCEPT ![t] = c]

InvokeTake(t) == call[t] = Idle /\ To(t, [op |-> "take"]) /\ UNCHANGED <<pool, out, guarded>>
Take(t) ==
  /\ call[t].op = "take"
  /\ \E d \in pool : /\ \A u \in Threads \ {t} : guarded[u] # d
                     /\ pool' = pool \ {d} /\ To(t, [op |-> "taken", node |-> d])
  /\ UNCHANGED <<out, guarded>>
FindNothing(t) ==
  /\ call[t].op = "take" /\ (EarlyNull \/ pool = {})
  /\ To(t, [op |-> "nothing"]) /\ UNCHANGED <<pool, out, guarded>>

InvokeGive(t, d) ==
  /\ call[t] = Idle /\ d \in out
  /\ out' = out \ {d} /\ To(t, [op |-> "give", node |-> d]) /\ UNCHANGED <<pool, guarded>>
Give(t) ==
  /\ call[t].op = "give"
  /\ pool' = pool \cup {call[t].node} /\ To(t, [op |-> "given"]) /\ UNCHANGED <<out, guarded>>

Respond(t) ==
  /\ call[t].op \in {"taken", "nothing", "given"}
  /\ out' = IF call[t].op = "taken" THEN out \cup {call[t].node} ELSE out
  /\ To(t, Idle) /\ UNCHANGED <<pool, guarded>>

Protect(t, d) ==
  /\ call[t] = Idle /\ d \in out /\ guarded[t] = Null
  /\ guarded' = [guarded EXCEPT ![t] = d] /\ To(t, [op |-> "protect"]) /\ UNCHANGED <<pool, out>>
Unprotect(t) ==
  /\ call[t].op = "protect"
  /\ guarded' = [guarded EXCEPT ![t] = Null] /\ To(t, Idle) /\ UNCHANGED <<pool, out>>

Next == \E t \in Threads :
  \/ InvokeTake(t) \/ Take(t) \/ FindNothing(t) \/ Give(t) \/ Respond(t) \/ Unprotect(t)
  \/ \E d \in Nodes : InvokeGive(t, d) \/ Protect(t, d)
Spec == Init /\ [][Next]_vars
=============================================================================
