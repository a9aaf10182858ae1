----------------------------- MODULE MCMSQueue -----------------------------
EXTENDS MSQueue, TLC
Alike == Permutations(Threads) \cup Permutations(Items) \cup Permutations(Nodes)

(* The steps for Step if there is one item: a put never meets another. *)
OneItem(t) == NotHelping(t)
NEVER_WAITS == \A t \in Threads : pc[t] # "idle" => ENABLED Step(t)
=============================================================================
