----------------------------- MODULE Magazines -----------------------------
(* Magazines and their depot (Bonwick & Adams 2001, section 3), as in
   org.alloracle.fast.magazine: each thread has a loaded and a previous
   magazine of M rounds; full and empty magazines are exchanged with a depot
   under its lock; below it is the slab layer. Which object of a magazine is
   popped is left open: that is the order of an array, and METADATA does not
   depend on it.

   A trip is an exchange with the depot. since[t] counts the operations of t
   from its last trip on, that one included, up to M: the paper's bound, one
   trip in M operations, is MISS_BOUND. *)
EXTENDS Integers, FiniteSets

CONSTANTS
  Threads, Objects,  \* the objects are 0 .. Objects-1
  M,                 \* rounds in a magazine
  Magazines,         \* there may be so many, two for each thread counted
  Nobody,            \* the holder of a lock that is free
  Bug                \* "none", or the one that is planted

VARIABLES
  raw,       \* the objects of the slab layer
  full,      \* the depot's full magazines, each a set of objects
  lock,      \* who is in the depot
  loaded, previous,  \* for each thread, the objects in its two magazines
  pc, op,    \* for each thread, its next step, and its call as the client sees it
  object,    \* for each thread, the object given back or granted
  found,     \* for each thread, the magazine that it saw in the depot
  since,     \* for each thread, operations from its last trip on
  held       \* for each thread, its live objects
vars == <<raw, full, lock, loaded, previous, pc, op, object, found, since, held>>
mine == <<loaded, previous>>

All == 0 .. Objects - 1
None == -1
ASSUME M \in Nat \ {0} /\ Magazines >= 2 * Cardinality(Threads) /\ None \notin All

(* Empty magazines in the depot, and those that may yet be made. *)
Empties == Magazines - 2 * Cardinality(Threads) - Cardinality(full)
Step(t, step) == pc' = [pc EXCEPT ![t] = step]
Become(t, step, o) == Step(t, step) /\ op' = [op EXCEPT ![t] = o]

Init == /\ raw = All /\ full = {} /\ lock = Nobody
        /\ loaded = [t \in Threads |-> {}] /\ previous = [t \in Threads |-> {}]
        /\ pc = [t \in Threads |-> "idle"] /\ op = [t \in Threads |-> "none"]
        /\ object = [t \in Threads |-> None]
        /\ found = [t \in Threads |-> {}]
        /\ since = [t \in Threads |-> M]
        /\ held = [t \in Threads |-> {}]

Ask(t) == /\ pc[t] = "idle" /\ Become(t, "pop", "allocate")
          /\ UNCHANGED <<raw, full, lock, mine, object, found, since, held>>

GiveBack(t, o) == /\ pc[t] = "idle" /\ o \in held[t] /\ Become(t, "push", "free")
                  /\ held' = [held EXCEPT ![t] = @ \ {o}]
                  /\ object' = [object EXCEPT ![t] = o]
                  /\ UNCHANGED <<raw, full, lock, mine, found, since>>
-----------------------------------------------------------------------------
Swap(t) == /\ loaded' = [loaded EXCEPT ![t] = previous[t]]
           /\ previous' = [previous EXCEPT ![t] = loaded[t]]
OneOnly == Bug = "one magazine"

Pop(t) ==
  /\ pc[t] = "pop"
  /\ CASE loaded[t] # {} ->
            \E o \in loaded[t] :
              /\ loaded' = [loaded EXCEPT ![t] = @ \ {o}]
              /\ object' = [object EXCEPT ![t] = o]
              /\ Become(t, "answer", "granted") /\ UNCHANGED previous
       [] loaded[t] = {} /\ previous[t] # {} /\ ~OneOnly ->
            Swap(t) /\ UNCHANGED <<pc, op, object>>
       [] OTHER -> Step(t, "enter") /\ UNCHANGED <<op, object, mine>>
  /\ UNCHANGED <<raw, full, lock, found, since, held>>

Push(t) ==
  /\ pc[t] = "push"
  /\ CASE Cardinality(loaded[t]) < M ->
            /\ loaded' = [loaded EXCEPT ![t] = @ \cup {object[t]}]
            /\ Become(t, "answer", "freed") /\ UNCHANGED previous
       [] Cardinality(loaded[t]) = M /\ previous[t] = {} /\ ~OneOnly ->
            Swap(t) /\ UNCHANGED <<pc, op>>
       [] OTHER -> Step(t, "enter") /\ UNCHANGED <<op, mine>>
  /\ UNCHANGED <<raw, full, lock, object, found, since, held>>

Enter(t) ==
  /\ pc[t] = "enter" /\ (lock = Nobody \/ Bug = "the lock does not work")
  /\ lock' = t /\ Step(t, "look")
  /\ UNCHANGED <<raw, full, mine, op, object, found, since, held>>

(* In the depot: an allocate looks for a full magazine, a free for an empty. *)
Look(t) ==
  /\ pc[t] = "look"
  /\ IF op[t] = "allocate"
       THEN IF full # {}
              THEN \E m \in full : found' = [found EXCEPT ![t] = m] /\ Step(t, "fetch")
              ELSE Step(t, "below") /\ UNCHANGED found
       ELSE /\ Step(t, IF Empties > 0 THEN "store" ELSE "below")
            /\ UNCHANGED found
  /\ UNCHANGED <<raw, full, lock, mine, op, object, since, held>>

(* The previous magazine, an empty one, for the full one that was found. *)
Fetch(t) ==
  /\ pc[t] = "fetch" /\ Step(t, "leave")
  /\ full' = full \ {found[t]}
  /\ loaded' = [loaded EXCEPT ![t] = found[t]]
  /\ previous' = IF OneOnly THEN previous ELSE [previous EXCEPT ![t] = loaded[t]]
  /\ found' = [found EXCEPT ![t] = {}]
  /\ since' = [since EXCEPT ![t] = 0]
  /\ UNCHANGED <<raw, lock, op, object, held>>

(* The previous magazine, a full one, for an empty one. *)
Store(t) ==
  /\ pc[t] = "store" /\ Step(t, "leave")
  /\ IF OneOnly
       THEN /\ full' = full \cup {loaded[t]} /\ UNCHANGED previous
            /\ loaded' = [loaded EXCEPT ![t] = {}]
       ELSE /\ full' = full \cup {IF Bug = "the loaded one is stored"
                                    THEN loaded[t] ELSE previous[t]}
            /\ previous' = [previous EXCEPT ![t] = loaded[t]]
            /\ loaded' = [loaded EXCEPT ![t] = {}]
  /\ since' = [since EXCEPT ![t] = 0]
  /\ UNCHANGED <<raw, lock, op, object, found, held>>

(* Nothing in the depot: the slab layer, whose objects are not constructed. *)
Below(t) ==
  /\ pc[t] = "below"
  /\ CASE op[t] = "allocate" /\ (raw = {} \/ Bug = "refuses without asking the slabs") ->
            Become(t, "leave", "failed") /\ UNCHANGED <<raw, object>>
       [] op[t] = "allocate" /\ ~(raw = {} \/ Bug = "refuses without asking the slabs") ->
            \E o \in raw : /\ raw' = raw \ {o}
                           /\ object' = [object EXCEPT ![t] = o]
                           /\ Become(t, "leave", "granted")
       [] op[t] = "free" ->
            /\ raw' = IF Bug = "a freed object is dropped" THEN raw
                                                           ELSE raw \cup {object[t]}
            /\ Become(t, "leave", "freed") /\ UNCHANGED object
  /\ UNCHANGED <<full, lock, mine, found, since, held>>

Leave(t) ==
  /\ pc[t] = "leave" /\ lock' = Nobody
  /\ Step(t, CASE op[t] = "allocate" -> "pop" [] op[t] = "free" -> "push"
               [] OTHER -> "answer")
  /\ UNCHANGED <<raw, full, mine, op, object, found, since, held>>

Answer(t) ==
  /\ pc[t] = "answer" /\ Become(t, "idle", "none")
  /\ held' = IF op[t] = "granted" THEN [held EXCEPT ![t] = @ \cup {object[t]}]
                                  ELSE held
  /\ object' = [object EXCEPT ![t] = None]
  /\ since' = [since EXCEPT ![t] = IF @ < M THEN @ + 1 ELSE M]
  /\ UNCHANGED <<raw, full, lock, mine, found>>

(* One thread hands a live object to another. *)
Pass(t, u, o) ==
  /\ pc[t] = "idle" /\ o \in held[t] /\ u # t
  /\ held' = [held EXCEPT ![t] = @ \ {o}, ![u] = @ \cup {o}]
  /\ UNCHANGED <<raw, full, lock, mine, pc, op, object, found, since>>

Run(t) == \/ Pop(t) \/ Push(t) \/ Enter(t) \/ Look(t) \/ Fetch(t) \/ Store(t)
          \/ Below(t) \/ Leave(t) \/ Answer(t)
Next == \E t \in Threads : \/ Run(t) \/ Ask(t)
                           \/ \E o \in held[t] : GiveBack(t, o)
                           \/ \E u \in Threads, o \in held[t] : Pass(t, u, o)
(* Strong fairness at the lock: otherwise a thread may wait for ever. *)
Spec == /\ Init /\ [][Next]_vars
        /\ \A t \in Threads : WF_vars(Run(t)) /\ SF_vars(Enter(t))
-----------------------------------------------------------------------------
InMagazines == UNION full \cup UNION {loaded[t] \cup previous[t] : t \in Threads}

(* The previous magazine is full or empty, the depot's are full. *)
METADATA == /\ \A t \in Threads : /\ Cardinality(loaded[t]) <= M
                                  /\ Cardinality(previous[t]) \in {0, M}
            /\ \A m \in full : Cardinality(m) = M
            /\ Empties >= 0
(* No object is in two magazines, or in one and raw. *)
OBJECT_PLACE ==
  /\ raw \cap InMagazines = {}
  /\ \A m, n \in full : m # n => m \cap n = {}
  /\ \A t \in Threads : loaded[t] \cap previous[t] = {}
  /\ \A t \in Threads : UNION full \cap (loaded[t] \cup previous[t]) = {}
  /\ \A t, u \in Threads : t # u =>
       (loaded[t] \cup previous[t]) \cap (loaded[u] \cup previous[u]) = {}
(* POLICY: any two trips of a thread are at least M of its operations apart. *)
MISS_BOUND == \A t \in Threads : pc[t] \in {"fetch", "store"} => since[t] >= M
(* What carries it: the rounds in hand are as far from M as operations went. *)
ROUNDS == \A t \in Threads : pc[t] = "idle" /\ since[t] < M =>
  LET rounds == Cardinality(loaded[t]) + Cardinality(previous[t])
  IN rounds - M <= since[t] /\ M - rounds <= since[t]
(* Who is refused had nothing, nor had the depot and the slab layer. *)
HONEST_FAILURE == [][\A t \in Threads : op[t] = "allocate" /\ op'[t] = "failed" =>
  raw = {} /\ full = {} /\ loaded[t] = {} /\ previous[t] = {}]_vars

(* What the atomic allocator sees; others' magazines may hold what is asked
   for, so refusals are sound only. *)
Block(o) == [start |-> o, size |-> 1]
Request == [size |-> 1, alignment |-> 1]
AtomicHeld == [t \in Threads |-> {Block(o) : o \in held[t]}]
AtomicCall == [t \in Threads |->
  CASE op[t] = "none"     -> [op |-> "idle"]
    [] op[t] = "allocate" -> [op |-> "allocate", request |-> Request]
    [] op[t] = "granted"  -> [op |-> "granted", request |-> Request,
                              block |-> Block(object[t])]
    [] op[t] = "free"     -> [op |-> "free", block |-> Block(object[t])]
    [] OTHER              -> [op |-> op[t]]]
AllBlocks(r) == {Block(o) : o \in All}

Atomic == INSTANCE Allocator
  WITH Space <- Objects, free <- raw \cup InMagazines, held <- AtomicHeld,
       call <- AtomicCall, Requests <- {Request}, Candidates <- AllBlocks,
       FailureTier <- "sound"

REFINEMENT == Atomic!FairSpec
DISJOINTNESS == Atomic!DISJOINTNESS
CONSERVATION == Atomic!CONSERVATION
=============================================================================
