---------------------------- MODULE HazardStack ----------------------------
(* The available descriptors as a linked stack with hazard pointers: DescAlloc
   and DescRetire of Michael, by themselves. Refines DescPool.

   Labels are as in Michael. The client holds what it has allocated, and may
   protect a descriptor that is out, as a free does that is about to empty it. *)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS Threads, Nodes, Null, Bugs

AllBugs == {
  "raw pop",                \* no hazard pointer
  "hazard not checked",     \* the top is not looked at again after publishing the hazard pointer
  "hazard cleared early",   \* the hazard pointer is cleared before the CAS
  "retire without scan"}    \* a retired node is pushed whatever the hazard pointers say
ASSUME Bugs \subseteq AllBugs

VARIABLES
  top, next,   \* the stack
  hp,          \* thread -> hazard pointer
  retired,     \* thread -> nodes retired and not yet pushed
  out,         \* nodes the clients hold
  pc, my
vars == <<top, next, hp, retired, out, pc, my>>

B(bug) == bug \in Bugs
Nothing == [d |-> Null, old |-> Null, nxt |-> Null, todo |-> {}, seen |-> {}]
Go(t, label, locals) ==
  /\ pc' = [pc EXCEPT ![t] = label]
  /\ my' = [my EXCEPT ![t] = locals]

Init ==
  /\ \E order \in [1 .. Cardinality(Nodes) -> Nodes] :
       /\ \A i, j \in DOMAIN order : i # j => order[i] # order[j]
       /\ top = order[1]
       /\ next = [d \in Nodes |-> LET i == CHOOSE k \in DOMAIN order : order[k] = d
                                  IN IF i = Len(order) THEN Null ELSE order[i + 1]]
  /\ hp = [t \in Threads |-> Null]
  /\ retired = [t \in Threads |-> {}]
  /\ out = {}
  /\ pc = [t \in Threads |-> "idle"]
  /\ my = [t \in Threads |-> Nothing]
-----------------------------------------------------------------------------
Alloc(t) ==
  /\ pc[t] = "idle" /\ Go(t, "DescAlloc_load", Nothing)
  /\ UNCHANGED <<top, next, hp, retired, out>>

DescAlloc_load(t) ==
  /\ pc[t] = "DescAlloc_load"
  /\ IF top = Null
       THEN Go(t, IF hp[t] = Null THEN "null" ELSE "DescAlloc_clear", Nothing)
       ELSE Go(t, IF B("raw pop") THEN "DescAlloc_next" ELSE "DescAlloc_hazard",
               [Nothing EXCEPT !.old = top])
  /\ UNCHANGED <<top, next, hp, retired, out>>

DescAlloc_hazard(t) ==
  /\ pc[t] = "DescAlloc_hazard"
  /\ hp' = [hp EXCEPT ![t] = my[t].old]
  /\ Go(t, IF B("hazard not checked") THEN "DescAlloc_next" ELSE "DescAlloc_check", my[t])
  /\ UNCHANGED <<top, next, retired, out>>

DescAlloc_check(t) ==
  /\ pc[t] = "DescAlloc_check"
  /\ IF top = my[t].old THEN Go(t, "DescAlloc_next", my[t])
                        ELSE Go(t, "DescAlloc_load", Nothing)
  /\ UNCHANGED <<top, next, hp, retired, out>>

DescAlloc_next(t) ==
  /\ pc[t] = "DescAlloc_next"
  /\ Go(t, "DescAlloc_CAS", [my[t] EXCEPT !.nxt = next[my[t].old]])
  /\ hp' = IF B("hazard cleared early") THEN [hp EXCEPT ![t] = Null] ELSE hp
  /\ UNCHANGED <<top, next, retired, out>>

DescAlloc_CAS(t) ==
  /\ pc[t] = "DescAlloc_CAS"
  /\ IF top = my[t].old
       THEN /\ top' = my[t].nxt
            /\ Go(t, "DescAlloc_clear", [Nothing EXCEPT !.d = my[t].old])
       ELSE Go(t, "DescAlloc_load", Nothing) /\ UNCHANGED top
  /\ UNCHANGED <<next, hp, retired, out>>

DescAlloc_clear(t) ==
  /\ pc[t] = "DescAlloc_clear"
  /\ hp' = [hp EXCEPT ![t] = Null]
  /\ Go(t, IF my[t].d = Null THEN "null" ELSE "taken", my[t])
  /\ UNCHANGED <<top, next, retired, out>>

Answer(t) ==
  /\ pc[t] \in {"null", "taken", "given"}
  /\ out' = IF pc[t] = "taken" THEN out \cup {my[t].d} ELSE out
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<top, next, hp, retired>>
-----------------------------------------------------------------------------
Retire(t) ==
  /\ pc[t] = "idle"
  /\ \E d \in out :
       /\ out' = out \ {d}
       /\ Go(t, "DescRetire_retire", [Nothing EXCEPT !.d = d])
  /\ UNCHANGED <<top, next, hp, retired>>

(* Push what no hazard pointer points to; the rest waits for the next scan. *)
Scanned(t, m) ==
  IF retired'[t] \subseteq m.seen
    THEN Go(t, "given", Nothing)
    ELSE \E d \in retired'[t] \ m.seen :
           Go(t, "DescRetire_load", [m EXCEPT !.d = d, !.todo = {}, !.old = Null])

DescRetire_retire(t) ==
  /\ pc[t] = "DescRetire_retire"
  /\ LET m == my[t] IN
       /\ retired' = [retired EXCEPT ![t] = @ \cup {m.d}]
       /\ IF B("retire without scan")
            THEN Go(t, "DescRetire_load", m)
            ELSE Go(t, "DescRetire_scan", [m EXCEPT !.d = Null, !.todo = Threads \ {t}])
  /\ UNCHANGED <<top, next, hp, out>>

DescRetire_scan(t) ==
  /\ pc[t] = "DescRetire_scan"
  /\ UNCHANGED retired
  /\ IF my[t].todo = {} THEN Scanned(t, my[t])
     ELSE \E u \in my[t].todo :
            LET m == [my[t] EXCEPT !.todo = @ \ {u}, !.seen = (@ \cup {hp[u]}) \cap retired[t]]
            IN IF m.todo = {} THEN Scanned(t, m) ELSE Go(t, "DescRetire_scan", m)
  /\ UNCHANGED <<top, next, hp, out>>

DescRetire_load(t) ==
  /\ pc[t] = "DescRetire_load"
  /\ Go(t, "DescRetire_next", [my[t] EXCEPT !.old = top])
  /\ UNCHANGED <<top, next, hp, retired, out>>

DescRetire_next(t) ==
  /\ pc[t] = "DescRetire_next"
  /\ next' = [next EXCEPT ![my[t].d] = my[t].old]
  /\ Go(t, "DescRetire_CAS", my[t])
  /\ UNCHANGED <<top, hp, retired, out>>

DescRetire_CAS(t) ==
  /\ pc[t] = "DescRetire_CAS"
  /\ IF top = my[t].old
       THEN /\ top' = my[t].d
            /\ retired' = [retired EXCEPT ![t] = @ \ {my[t].d}]
            /\ Scanned(t, my[t])
       ELSE Go(t, "DescRetire_load", [my[t] EXCEPT !.old = Null]) /\ UNCHANGED <<top, retired>>
  /\ UNCHANGED <<next, hp, out>>
-----------------------------------------------------------------------------
Protect(t) ==
  /\ pc[t] = "idle"
  /\ \E d \in out : hp' = [hp EXCEPT ![t] = d]
  /\ Go(t, "protect", Nothing)
  /\ UNCHANGED <<top, next, retired, out>>

Unprotect(t) ==
  /\ pc[t] = "protect"
  /\ hp' = [hp EXCEPT ![t] = Null]
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<top, next, retired, out>>

Step(t) ==
  \/ Alloc(t) \/ Retire(t) \/ Protect(t) \/ Unprotect(t) \/ Answer(t)
  \/ DescAlloc_load(t) \/ DescAlloc_hazard(t) \/ DescAlloc_check(t)
  \/ DescAlloc_next(t) \/ DescAlloc_CAS(t) \/ DescAlloc_clear(t)
  \/ DescRetire_retire(t) \/ DescRetire_scan(t) \/ DescRetire_load(t)
  \/ DescRetire_next(t) \/ DescRetire_CAS(t)
Next == \E t \in Threads : Step(t)
Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
RECURSIVE From(_, _)
From(d, seen) == IF d = Null THEN {} ELSE IF d \in seen THEN {d}
                 ELSE {d} \cup From(next[d], seen \cup {d})
OnStack == From(top, {})

(* Every node is in one place: on the stack, retired, out, or with one call. *)
Taken(t) == pc[t] = "taken" \/ (pc[t] = "DescAlloc_clear" /\ my[t].d # Null)
Giving(t) == pc[t] = "DescRetire_retire"
Holding == {t \in Threads : Taken(t) \/ Giving(t)}
CONSERVATION ==
  \A d \in Nodes :
    (IF d \in OnStack THEN 1 ELSE 0) + (IF d \in out THEN 1 ELSE 0)
    + Cardinality({t \in Threads : d \in retired[t]})
    + Cardinality({t \in Holding : my[t].d = d}) = 1

(* Some thread comes to rest again and again, whoever is scheduled. *)
LockFreeSpec == Spec /\ WF_vars(Next)
LOCK_FREE == []<><<\E t \in Threads : pc[t] # "idle" /\ pc'[t] = "idle">>_vars

Pool == INSTANCE DescPool WITH
  pool <- OnStack \cup UNION {retired[t] : t \in Threads},
  guarded <- [t \in Threads |-> IF pc[t] = "protect" THEN hp[t] ELSE Null],
  call <- [t \in Threads |->
    CASE pc[t] \in {"idle", "protect"} -> [op |-> pc[t]]
      [] pc[t] = "null" -> [op |-> "nothing"]
      [] Taken(t) -> [op |-> "taken", node |-> my[t].d]
      [] pc[t] = "given" -> [op |-> "given"]
      [] Giving(t) -> [op |-> "give", node |-> my[t].d]
      [] pc[t] \in {"DescRetire_scan", "DescRetire_load", "DescRetire_next", "DescRetire_CAS"}
           -> [op |-> "given"]
      [] OTHER -> [op |-> "take"]],
  EarlyNull <- TRUE
REFINEMENT == Pool!Spec
=============================================================================
