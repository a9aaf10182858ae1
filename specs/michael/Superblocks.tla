---------------------------- MODULE Superblocks ----------------------------
(* Superblocks, each a set of free blocks and a number of reservations on them:
   Michael's allocator without descriptors, chains, heaps and lists.

   A block is taken under a reservation, so a taker never finds a superblock
   without a free block. A superblock whose last block comes back while nothing
   is reserved is drained: nobody can reserve there again, and its memory goes
   back to the system.

   Refines Allocator. Refined by Michael, see MichaelRefinement. *)
EXTENDS Integers, FiniteSets

CONSTANTS
  Threads,
  SuperBlocks,  \* how many the system has to give
  SbUnits,      \* units in a superblock
  Sizes         \* size classes: units in a block

VARIABLES
  sb,    \* superblock -> [phase, size, free, reserved]
  held,  \* thread -> live blocks: <<superblock, index>>
  call   \* thread -> where its call stands
vars == <<sb, held, call>>

All == 1 .. SuperBlocks
Indices(size) == 0 .. (SbUnits \div size) - 1
NotThere == [phase |-> "none", size |-> 0, free |-> {}, reserved |-> 0]
Idle == [op |-> "idle"]

Init == /\ sb = [s \in All |-> NotThere]
        /\ held = [t \in Threads |-> {}]
        /\ call = [t \in Threads |-> Idle]
-----------------------------------------------------------------------------
InvokeAllocate(t, size) ==
  /\ call[t] = Idle
  /\ call' = [call EXCEPT ![t] = [op |-> "allocate", size |-> size]]
  /\ UNCHANGED <<sb, held>>

Granted(t, b) == call' = [call EXCEPT ![t] =
                   [op |-> "granted", size |-> call[t].size, block |-> b]]

(* A new superblock: its first block goes to the caller, some are reserved. *)
Open(t) ==
  /\ call[t].op = "allocate"
  /\ \E s \in All : \E r \in 1 .. Cardinality(Indices(call[t].size)) - 1 :
       /\ sb[s].phase = "none"
       /\ sb' = [sb EXCEPT ![s] = [phase |-> "open", size |-> call[t].size, reserved |-> r,
                                   free |-> Indices(call[t].size) \ {0}]]
       /\ Granted(t, <<s, 0>>)
  /\ UNCHANGED held

(* Take one reserved block, and perhaps reserve more in the same step. *)
Take(t) ==
  /\ call[t].op = "allocate"
  /\ \E s \in All :
       /\ sb[s].phase = "open" /\ sb[s].size = call[t].size /\ sb[s].reserved > 0
       /\ \E i \in sb[s].free : \E r \in sb[s].reserved - 1 .. Cardinality(sb[s].free) - 1 :
            /\ sb' = [sb EXCEPT ![s].free = @ \ {i}, ![s].reserved = r]
            /\ Granted(t, <<s, i>>)
  /\ UNCHANGED held

(* Reservations are made and given back; one taker's own stays while it works. *)
Reserve(s) ==
  /\ sb[s].phase = "open"
  /\ \E r \in 0 .. Cardinality(sb[s].free) :
       sb' = [sb EXCEPT ![s].reserved = r]
  /\ UNCHANGED <<held, call>>

Fail(t) ==
  /\ call[t].op = "allocate"
  /\ call' = [call EXCEPT ![t] = [op |-> "failed"]]
  /\ UNCHANGED <<sb, held>>

InvokeFree(t, b) ==
  /\ call[t] = Idle /\ b \in held[t]
  /\ held' = [held EXCEPT ![t] = @ \ {b}]
  /\ call' = [call EXCEPT ![t] = [op |-> "free", block |-> b]]
  /\ UNCHANGED sb

Put(t) ==
  /\ call[t].op = "free"
  /\ LET s == call[t].block[1]
         free == sb[s].free \cup {call[t].block[2]}
     IN sb' = [sb EXCEPT
          ![s].free = free,
          ![s].phase = IF free = Indices(sb[s].size) /\ sb[s].reserved = 0
                         THEN "drained" ELSE @]
  /\ call' = [call EXCEPT ![t] = [op |-> "freed"]]
  /\ UNCHANGED held

(* The memory of a drained superblock goes back to the system. *)
Close(s) ==
  /\ sb[s].phase = "drained"
  /\ sb' = [sb EXCEPT ![s] = NotThere]
  /\ UNCHANGED <<held, call>>

Respond(t) ==
  /\ call[t].op \in {"granted", "failed", "freed"}
  /\ held' = IF call[t].op = "granted"
               THEN [held EXCEPT ![t] = @ \cup {call[t].block}] ELSE held
  /\ call' = [call EXCEPT ![t] = Idle]
  /\ UNCHANGED sb

Pass(t, u, b) ==
  /\ call[t] = Idle /\ b \in held[t] /\ u # t
  /\ held' = [held EXCEPT ![t] = @ \ {b}, ![u] = @ \cup {b}]
  /\ UNCHANGED <<sb, call>>

Step(t) ==
  \/ \E size \in Sizes : InvokeAllocate(t, size)
  \/ Open(t) \/ Take(t) \/ Fail(t) \/ Put(t) \/ Respond(t)
  \/ \E b \in held[t] : InvokeFree(t, b) \/ \E u \in Threads : Pass(t, u, b)
Next == (\E t \in Threads : Step(t)) \/ \E s \in All : Reserve(s) \/ Close(s)
Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
(* What the atomic allocator sees. *)
Block(b, size) == [start |-> (b[1] - 1) * SbUnits + b[2] * size, size |-> size]
SizeOf(b) == sb[b[1]].size
UnitsOf(s, indices) ==
  UNION {(s - 1) * SbUnits + i * sb[s].size .. (s - 1) * SbUnits + (i + 1) * sb[s].size - 1
           : i \in indices}
AtomicFree == UNION {
  IF sb[s].phase = "none" THEN (s - 1) * SbUnits .. s * SbUnits - 1
                          ELSE UnitsOf(s, sb[s].free) : s \in All}
AtomicHeld == [t \in Threads |-> {Block(b, SizeOf(b)) : b \in held[t]}]
Request(size) == [size |-> size, alignment |-> 1]
AtomicCall == [t \in Threads |->
  CASE call[t].op = "allocate" -> [op |-> "allocate", request |-> Request(call[t].size)]
    [] call[t].op = "granted"  -> [op |-> "granted", request |-> Request(call[t].size),
                                   block |-> Block(call[t].block, SizeOf(call[t].block))]
    [] call[t].op = "free"     -> [op |-> "free",
                                   block |-> Block(call[t].block, SizeOf(call[t].block))]
    [] OTHER                   -> [op |-> call[t].op]]
BlocksFor(r) == {Block(<<s, i>>, r.size) : s \in All, i \in Indices(r.size)}

Atomic == INSTANCE Allocator
  WITH free <- AtomicFree, held <- AtomicHeld, call <- AtomicCall,
       Space <- SuperBlocks * SbUnits,
       Requests <- [size : Sizes, alignment : {1}],
       Candidates <- BlocksFor, FailureTier <- "sound"
REFINEMENT == Atomic!Spec
CONTAINMENT == Atomic!CONTAINMENT
DISJOINTNESS == Atomic!DISJOINTNESS
CONSERVATION == Atomic!CONSERVATION
CAPACITY == Atomic!CAPACITY
(* Reservations can always be met. *)
METADATA == \A s \in All : sb[s].reserved \in 0 .. Cardinality(sb[s].free)
=============================================================================
