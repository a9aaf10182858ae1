--------------------------- MODULE MCTaggedStack ---------------------------
EXTENDS TaggedStack, TLC
CONSTANT MaxCount
Alike == Permutations(Threads) \cup Permutations(Nodes)
(* With a counter that never wraps, so many pushes. *)
FewPushes == head.count <= MaxCount
=============================================================================
