--------------------------- MODULE LockedFirstFit ---------------------------
(* Address-ordered first fit (basicalloc) behind one lock. It looks at one
   position a step and clears one unit a step, so that the lock has work to do.
   The smallest example of how a model refines the atomic allocator. *)
EXTENDS Integers

CONSTANTS Threads, Space, Sizes,
          Nobody,   \* the holder of a lock that is free
          Bug       \* "none", or the one that is planted

VARIABLES
  used,    \* the units marked as taken
  lock,    \* who is inside
  pc,      \* for each thread, its next step
  op,      \* for each thread, its call as the client sees it
  block,   \* for each thread, the block looked at, granted or given back
  left,    \* for each thread, units still to be cleared
  held     \* for each thread, its live blocks
vars == <<used, lock, pc, op, block, left, held>>

Units(b) == b.start .. b.start + b.size - 1
Become(t, step, o) == pc' = [pc EXCEPT ![t] = step] /\ op' = [op EXCEPT ![t] = o]

Init == /\ used = {} /\ lock = Nobody
        /\ pc = [t \in Threads |-> "idle"] /\ op = [t \in Threads |-> "none"]
        /\ block = [t \in Threads |-> [start |-> 0, size |-> 0]]
        /\ left = [t \in Threads |-> 0]
        /\ held = [t \in Threads |-> {}]

Ask(t, n) ==
  /\ pc[t] = "idle" /\ Become(t, "enter", "allocate")
  /\ block' = [block EXCEPT ![t] =
       [start |-> IF Bug = "looks from the second unit" THEN 1 ELSE 0, size |-> n]]
  /\ UNCHANGED <<used, lock, left, held>>

GiveBack(t, b) ==
  /\ pc[t] = "idle" /\ b \in held[t] /\ Become(t, "enter", "free")
  /\ held' = [held EXCEPT ![t] = @ \ {b}]
  /\ block' = [block EXCEPT ![t] = b] /\ left' = [left EXCEPT ![t] = b.size]
  /\ UNCHANGED <<used, lock>>

Enter(t) ==
  /\ pc[t] = "enter" /\ (lock = Nobody \/ Bug = "the lock does not work")
  /\ lock' = t
  /\ Become(t, IF op[t] = "allocate" THEN "look" ELSE "clear", op[t])
  /\ UNCHANGED <<used, block, left, held>>

Look(t) ==
  /\ pc[t] = "look"
  /\ CASE block[t].start + block[t].size > Space ->
            Become(t, "leave", "failed") /\ UNCHANGED block
       [] Units(block[t]) \cap used = {} ->
            Become(t, "take", op[t]) /\ UNCHANGED block
       [] OTHER ->
            Become(t, "look", op[t]) /\ block' = [block EXCEPT ![t].start = @ + 1]
  /\ UNCHANGED <<used, lock, left, held>>

Take(t) ==
  /\ pc[t] = "take" /\ Become(t, "leave", "granted")
  /\ used' = used \cup Units(block[t])
  /\ UNCHANGED <<lock, block, left, held>>

Clear(t) ==
  /\ pc[t] = "clear"
  /\ used' = used \ {block[t].start + left[t] - 1}
  /\ left' = [left EXCEPT ![t] = @ - 1]
  /\ IF left[t] = 1 THEN Become(t, "leave", "freed") ELSE UNCHANGED <<pc, op>>
  /\ UNCHANGED <<lock, block, held>>

Leave(t) ==
  /\ pc[t] = "leave" /\ lock' = Nobody /\ Become(t, "answer", op[t])
  /\ UNCHANGED <<used, block, left, held>>

Answer(t) ==
  /\ pc[t] = "answer" /\ Become(t, "idle", "none")
  /\ held' = IF op[t] = "granted" THEN [held EXCEPT ![t] = @ \cup {block[t]}]
                                  ELSE held
  /\ block' = [block EXCEPT ![t] = [start |-> 0, size |-> 0]]
  /\ UNCHANGED <<used, lock, left>>

Run(t) == Enter(t) \/ Look(t) \/ Take(t) \/ Clear(t) \/ Leave(t) \/ Answer(t)
Next == \E t \in Threads : \/ Run(t)
                           \/ \E n \in Sizes : Ask(t, n)
                           \/ \E b \in held[t] : GiveBack(t, b)
(* Strong fairness at the lock: otherwise a thread may wait for ever. *)
Spec == /\ Init /\ [][Next]_vars
        /\ \A t \in Threads : WF_vars(Run(t)) /\ SF_vars(Enter(t))
-----------------------------------------------------------------------------
(* What the atomic allocator sees. A block being cleared is still in its
   call's hands until the last unit is clear. *)
AtomicFree == (0 .. Space - 1) \ (used \cup UNION {
                 IF op[t] = "free" THEN Units(block[t]) ELSE {} : t \in Threads})
Request(t) == [size |-> block[t].size, alignment |-> 1]
AtomicCall == [t \in Threads |->
  CASE op[t] = "none"     -> [op |-> "idle"]
    [] op[t] = "allocate" -> [op |-> "allocate", request |-> Request(t)]
    [] op[t] = "granted"  -> [op |-> "granted", request |-> Request(t), block |-> block[t]]
    [] op[t] = "free"     -> [op |-> "free", block |-> block[t]]
    [] OTHER              -> [op |-> op[t]]]
BlocksOfSize(r) == {b \in [start : 0 .. Space - 1, size : {r.size}] :
                      b.start + b.size <= Space}

Atomic == INSTANCE Allocator
  WITH free <- AtomicFree, call <- AtomicCall,
       Requests <- [size : Sizes, alignment : {1}],
       Candidates <- BlocksOfSize, FailureTier <- "exact"

REFINEMENT == Atomic!FairSpec
DISJOINTNESS == Atomic!DISJOINTNESS
CONSERVATION == Atomic!CONSERVATION
(* The block granted is the lowest one that fits. *)
POLICY == [][\A t \in Threads : pc[t] = "take" /\ pc'[t] = "leave" =>
               \A s \in 0 .. block[t].start - 1 :
                 (s .. s + block[t].size - 1) \cap used # {}]_vars
=============================================================================
