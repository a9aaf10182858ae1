---- MODULE MCAllocator ----
(* Finite instances of the atomic allocator, and one planted bug for each clause. *)
EXTENDS Allocator, TLC
CONSTANTS Sizes, Alignments, Bug

SomeRequests == [size : Sizes, alignment : Alignments]
ThreadsAreAlike == Permutations(Threads)
-----------------------------------------------------------------------------
(* A grant that the atomic allocator would not make. *)
Takes(r, b) ==
  CASE Bug = "past the end" -> b.start + b.size > Space
    [] Bug = "only the first unit looked at" -> b \in AnyBlock(r)
    [] Bug = "alignment forgotten" -> b \in AnyBlock([r EXCEPT !.alignment = 1]) /\ Fits(b)
    [] Bug = "size rounded down" -> b \in AnyBlock([r EXCEPT !.size = @ - 1]) /\ Fits(b)
    [] Bug = "remainder lost" -> b \in AnyBlock(r) /\ Fits(b)
    [] OTHER -> FALSE

WrongGrant(t, b) ==
  /\ call[t].op = "allocate" /\ b.start \in free /\ Takes(call[t].request, b)
  /\ free' = free \ (IF Bug = "remainder lost" THEN b.start .. Space - 1 ELSE Units(b))
  /\ call' = [call EXCEPT ![t] =
                [op |-> "granted", request |-> call[t].request, block |-> b]]
  /\ UNCHANGED held

WrongRefusal(t) ==
  /\ Bug = "early refusal" /\ call[t].op = "allocate"
  /\ call' = [call EXCEPT ![t] = [op |-> "failed"]]
  /\ UNCHANGED <<free, held>>

WrongFree(t) ==
  /\ Bug = "first unit never freed" /\ call[t].op = "free"
  /\ free' = free \cup (Units(call[t].block) \ {call[t].block.start})
  /\ call' = [call EXCEPT ![t] = [op |-> "freed"]]
  /\ UNCHANGED held

Theft(t) ==
  /\ Bug = "live block taken away" /\ call[t].op = "allocate"
  /\ \E u \in Threads \ {t} : \E b \in held[u] :
       /\ held' = [held EXCEPT ![u] = @ \ {b}]
       /\ call' = [call EXCEPT ![t] =
                     [op |-> "granted", request |-> call[t].request, block |-> b]]
  /\ UNCHANGED free

BugSpec == Init /\ [][Next \/ \E t \in Threads :
                        \/ \E b \in Block : WrongGrant(t, b)
                        \/ WrongRefusal(t) \/ WrongFree(t) \/ Theft(t)]_vars
============================
