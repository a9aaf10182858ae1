------------------------------ MODULE Routing ------------------------------
(* How messages of snmalloc find their owners: buckets by the digits of ids
   (Lietar and others 2019). Queues are atomic here, and sets: the order
   within them does not matter to the route.

   Allocators are their ids. An object is live, pending with an allocator that
   does not own it, in an allocator's queue, or free. *)
EXTENDS Integers, FiniteSets

CONSTANTS Ids, Base, Places, Objects, Bugs

AllBugs == {
  "same digit",      \* the own bucket is not put into buckets by the next digit: it is sent to itself
  "first digit",     \* all rounds use the first digit
  "no forwarding"}   \* who gets a message takes the object for his own
ASSUME Bugs \subseteq AllBugs /\ Ids \subseteq 0 .. Base ^ Places - 1

VARIABLES
  owner,   \* of each object, as long as it is live or on its way
  at,      \* of each object: where it is
  hops     \* of each object on its way, as far as one more than there may be
vars == <<owner, at, hops>>

B(bug) == bug \in Bugs
Digit(a, p) == (a \div (Base ^ p)) % Base
(* In how many of their first digits two ids agree. *)
Meet(a, b) == CHOOSE p \in 0 .. Places :
                /\ \A q \in 0 .. p - 1 : Digit(a, q) = Digit(b, q)
                /\ p = Places \/ Digit(a, p) # Digit(b, p)

Live(a) == [is |-> "live", with |-> a]
Pending(a) == [is |-> "pending", with |-> a]
Queued(a) == [is |-> "queued", with |-> a]
Free == [is |-> "free", with |-> 0]

Init == /\ owner \in [Objects -> Ids]
        /\ at = [x \in Objects |-> Free]
        /\ hops = [x \in Objects |-> 0]
-----------------------------------------------------------------------------
Malloc(x) == /\ at[x] = Free
             /\ at' = [at EXCEPT ![x] = Live(owner[x])]
             /\ UNCHANGED <<owner, hops>>

(* Any allocator frees it; the owner at once. *)
FreeBy(a, x) == /\ at[x].is = "live"
                /\ at' = [at EXCEPT ![x] = IF owner[x] = a THEN Free ELSE Pending(a)]
                /\ UNCHANGED <<owner, hops>>

(* The bucket of a's pending object: the round in which it is sent, and the digit. *)
Bucket(a, x) == LET p == IF B("first digit") \/ B("same digit") THEN 0 ELSE Meet(a, owner[x])
                IN <<p, Digit(owner[x], p)>>

Count(h) == IF h > Places THEN h ELSE h + 1
(* All buckets are sent, each to the owner of one of its objects. *)
Flush(a) ==
  LET mine == {x \in Objects : at[x] = Pending(a)}
      buckets == {Bucket(a, x) : x \in mine}
  IN /\ mine # {}
     /\ \E head \in [buckets -> mine] :
          /\ \A b \in buckets : Bucket(a, head[b]) = b
          /\ LET To(x) == LET b == Bucket(a, x)
                          IN IF B("same digit") /\ b[2] = Digit(a, 0) THEN a ELSE owner[head[b]]
             IN at' = [x \in Objects |-> IF x \in mine THEN Queued(To(x)) ELSE at[x]]
          /\ hops' = [x \in Objects |-> IF x \in mine THEN Count(hops[x]) ELSE hops[x]]
     /\ UNCHANGED owner

Deliver(a, x) ==
  /\ at[x] = Queued(a)
  /\ IF owner[x] = a \/ B("no forwarding")
       THEN /\ at' = [at EXCEPT ![x] = Free] /\ hops' = [hops EXCEPT ![x] = 0]
            /\ owner' = [owner EXCEPT ![x] = a]
       ELSE at' = [at EXCEPT ![x] = Pending(a)] /\ UNCHANGED <<owner, hops>>

Next == \/ \E x \in Objects : Malloc(x)
        \/ \E a \in Ids : Flush(a) \/ \E x \in Objects : FreeBy(a, x) \/ Deliver(a, x)
Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
OnItsWay == {x \in Objects : at[x].is \in {"pending", "queued"}}

(* After h hops a message's holder shares h digits with its owner: so it makes Places hops at most. *)
METADATA == \A x \in OnItsWay :
  /\ hops[x] <= Meet(at[x].with, owner[x])
  /\ at[x].is = "pending" => at[x].with # owner[x]

(* The owner of an object does not change. *)
POLICY == [][owner' = owner]_vars

(* What was freed is free again, if all go on flushing and delivering. *)
FairSpec == /\ Spec
            /\ \A a \in Ids : WF_vars(Flush(a)) /\ \A x \in Objects : WF_vars(Deliver(a, x))
REUSE == \A x \in Objects : x \in OnItsWay ~> at[x] = Free
=============================================================================
