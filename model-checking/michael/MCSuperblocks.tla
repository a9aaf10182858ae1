--------------------------- MODULE MCSuperblocks ---------------------------
(* Finite instances of the superblocks. *)
EXTENDS Superblocks, TLC
CONSTANT MaxLive

Alike == Permutations(Threads)
(* As in the model of Michael's allocator: blocks held or asked for. *)
FewLive == Cardinality({t \in Threads : call[t] # Idle})
           + Cardinality(UNION {held[t] : t \in Threads}) <= MaxLive
=============================================================================
