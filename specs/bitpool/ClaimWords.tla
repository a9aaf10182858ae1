----------------------------- MODULE ClaimWords -----------------------------
(* The bitmap-tree pool with a word a page, as in
   org.alloracle.fast.bitpool.SharedBitPool: an allocate reads the word of one
   page after the other and claims a free node by one compare-and-set; a free
   takes the block's claims away by another. The tree here has three levels,
   nodes 1 to 7, of 4, 2 and 1 units; the word is the pair of the live nodes
   and the claimed ones. *)
EXTENDS Integers

CONSTANTS
  Threads, Pages,  \* the pages are 0 .. Pages-1
  Sizes,           \* what may be asked for, of {1, 2, 4}
  MaxLive,         \* blocks live at one time
  Bug              \* "none", or the one that is planted

VARIABLES
  live, claim,  \* for each page, its live nodes and the claimed ones
  pc, op,       \* for each thread, its next step, and its call as the client sees it
  size,         \* for each thread, what it asks for
  page, node,   \* for each thread, where it looks, or what it gives back
  seen,         \* for each thread, the word that it read
  held          \* for each thread, its live blocks: <<page, node>>
vars == <<live, claim, pc, op, size, page, node, seen, held>>

Nodes == 1 .. 7
Units(n) == IF n = 1 THEN 4 ELSE IF n < 4 THEN 2 ELSE 1
First(n) == IF n = 1 THEN 0 ELSE IF n < 4 THEN (n - 2) * 2 ELSE n - 4
Below(n) == {m \in Nodes : m = n \/ m \div 2 = n \/ m \div 4 = n}
Above(n) == {m \in Nodes : m = n \div 2 \/ m = n \div 4}
Claim(n) == IF Bug = "a claim without what is below" THEN {n} \cup Above(n)
                                                     ELSE Below(n) \cup Above(n)
Level(s) == {n \in Nodes : Units(n) = s}

(* The claims that are left: a node above stays claimed if its other half is. *)
Other(n) == IF n % 2 = 0 THEN n + 1 ELSE n - 1
Released(c, n) ==
  LET low == c \ Below(n)
      up == n \div 2
      top == up \div 2
  IN IF n = 1 THEN low
     ELSE IF Bug = "all above is released" THEN low \ Above(n)
     ELSE IF Other(n) \in low THEN low
     ELSE IF up = 1 THEN low \ {1}
     ELSE IF Other(up) \in low THEN low \ {up} ELSE low \ {up, top}

Become(t, step, o) == pc' = [pc EXCEPT ![t] = step] /\ op' = [op EXCEPT ![t] = o]
Step(t, step) == Become(t, step, op[t])
NoWord == [live |-> {}, claim |-> {}]
Word(p) == [live |-> live[p], claim |-> claim[p]]
(* One step: if the word is still as it was read, it is changed. *)
CompareAndSet(t, l, c) ==
  IF Word(page[t]) = seen[t] \/ Bug = "the word is stored"
    THEN live' = [live EXCEPT ![page[t]] = l] /\ claim' = [claim EXCEPT ![page[t]] = c]
    ELSE UNCHANGED <<live, claim>>
Succeeds(t) == Word(page[t]) = seen[t] \/ Bug = "the word is stored"

Init == /\ live = [p \in 0 .. Pages - 1 |-> {}] /\ claim = live
        /\ pc = [t \in Threads |-> "idle"] /\ op = [t \in Threads |-> "none"]
        /\ size = [t \in Threads |-> 0]
        /\ page = [t \in Threads |-> 0] /\ node = [t \in Threads |-> 0]
        /\ seen = [t \in Threads |-> NoWord]
        /\ held = [t \in Threads |-> {}]

(* Blocks held, or in an allocate's hands. *)
RECURSIVE Count(_)
Count(T) == IF T = {} THEN 0
  ELSE LET t == CHOOSE u \in T : TRUE
           n == {b \in (0 .. Pages - 1) \X Nodes : b \in held[t]}
       IN (IF op[t] \in {"allocate", "granted"} THEN 1 ELSE 0)
          + (LET RECURSIVE Size(_)
                 Size(S) == IF S = {} THEN 0 ELSE 1 + Size(S \ {CHOOSE x \in S : TRUE})
             IN Size(n))
          + Count(T \ {t})

Ask(t, s) == /\ pc[t] = "idle" /\ Count(Threads) < MaxLive
             /\ Become(t, "read", "allocate")
             /\ size' = [size EXCEPT ![t] = s] /\ page' = [page EXCEPT ![t] = 0]
             /\ UNCHANGED <<live, claim, node, seen, held>>

GiveBack(t, b) ==
  /\ pc[t] = "idle" /\ b \in held[t] /\ Become(t, "read", "free")
  /\ held' = [held EXCEPT ![t] = @ \ {b}]
  /\ page' = [page EXCEPT ![t] = b[1]] /\ node' = [node EXCEPT ![t] = b[2]]
  /\ UNCHANGED <<live, claim, size, seen>>

Read(t) ==
  /\ pc[t] = "read"
  /\ IF op[t] = "allocate" /\ Level(size[t]) \subseteq claim[page[t]]
       THEN /\ IF page[t] + 1 < Pages
                 THEN page' = [page EXCEPT ![t] = @ + 1] /\ UNCHANGED <<pc, op>>
                 ELSE Become(t, "answer", "failed") /\ UNCHANGED page
            /\ UNCHANGED <<seen, node>>
       ELSE /\ seen' = [seen EXCEPT ![t] = Word(page[t])]
            /\ node' = IF op[t] = "free" THEN node ELSE
                 [node EXCEPT ![t] = CHOOSE n \in Level(size[t]) \ claim[page[t]] :
                    \A m \in Level(size[t]) \ claim[page[t]] : n <= m]
            /\ Step(t, "set") /\ UNCHANGED page
  /\ UNCHANGED <<live, claim, size, held>>

Set(t) ==
  /\ pc[t] = "set"
  /\ IF op[t] = "allocate"
       THEN CompareAndSet(t, seen[t].live \cup {node[t]}, seen[t].claim \cup Claim(node[t]))
       ELSE CompareAndSet(t, seen[t].live \ {node[t]}, Released(seen[t].claim, node[t]))
  /\ IF Succeeds(t)
       THEN Become(t, "answer", IF op[t] = "allocate" THEN "granted" ELSE "freed")
       ELSE Step(t, "read")
  /\ seen' = [seen EXCEPT ![t] = NoWord]
  /\ UNCHANGED <<size, page, node, held>>

Answer(t) ==
  /\ pc[t] = "answer" /\ Become(t, "idle", "none")
  /\ held' = IF op[t] = "granted" THEN [held EXCEPT ![t] = @ \cup {<<page[t], node[t]>>}]
                                  ELSE held
  /\ size' = [size EXCEPT ![t] = 0] /\ page' = [page EXCEPT ![t] = 0]
  /\ node' = [node EXCEPT ![t] = 0]
  /\ UNCHANGED <<live, claim, seen>>

Run(t) == Read(t) \/ Set(t) \/ Answer(t)
Next == \E t \in Threads : \/ Run(t) \/ \E s \in Sizes : Ask(t, s)
                           \/ \E b \in held[t] : GiveBack(t, b)
Spec == Init /\ [][Next]_vars /\ WF_vars(\E t \in Threads : Run(t))
-----------------------------------------------------------------------------
(* The claims of a page are those of its live nodes, and these lie apart. *)
METADATA == \A p \in 0 .. Pages - 1 :
  /\ claim[p] = UNION {Claim(n) : n \in live[p]}
  /\ \A n, m \in live[p] : n # m => m \notin Below(n)

Block(p, n) == [start |-> 4 * p + First(n), size |-> Units(n)]
Request(t) == [size |-> size[t], alignment |-> size[t]]
AtomicHeld == [t \in Threads |-> {Block(b[1], b[2]) : b \in held[t]}]
InHand == UNION {IF op[t] = "free"
                   THEN {Block(page[t], node[t])} ELSE {} : t \in Threads}
UnitsOf(b) == b.start .. b.start + b.size - 1
AtomicFree == (0 .. 4 * Pages - 1) \
  (UNION {UNION {UnitsOf(Block(p, n)) : n \in live[p]} : p \in 0 .. Pages - 1}
   \cup UNION {UnitsOf(b) : b \in InHand})
AtomicCall == [t \in Threads |->
  CASE op[t] = "none"     -> [op |-> "idle"]
    [] op[t] = "allocate" -> [op |-> "allocate", request |-> Request(t)]
    [] op[t] = "granted"  -> [op |-> "granted", request |-> Request(t),
                              block |-> Block(page[t], node[t])]
    [] op[t] = "free"     -> [op |-> "free", block |-> Block(page[t], node[t])]
    [] OTHER              -> [op |-> op[t]]]
NodesOfSize(r) == {Block(p, n) : p \in 0 .. Pages - 1, n \in Level(r.size)}

(* One page is exact: its word is read at one instant. Of several pages one
   may be freed behind the thread's back. *)
Atomic == INSTANCE Allocator
  WITH Space <- 4 * Pages, free <- AtomicFree, held <- AtomicHeld, call <- AtomicCall,
       Requests <- {[size |-> s, alignment |-> s] : s \in Sizes},
       Candidates <- NodesOfSize,
       FailureTier <- IF Pages = 1 THEN "exact" ELSE "sound"

REFINEMENT == Atomic!Spec
DISJOINTNESS == Atomic!DISJOINTNESS
CONSERVATION == Atomic!CONSERVATION
(* LOCK_FREE: while somebody is in a call, some call is answered in the end. *)
LOCK_FREE == []<>(\A t \in Threads : pc[t] = "idle") \/ []<><<\E t \in Threads : Answer(t)>>_vars
(* WAIT_FREE does not hold: one thread can be beaten for ever. *)
WAIT_FREE == \A t \in Threads : pc[t] # "idle" ~> pc[t] = "idle"
=============================================================================
