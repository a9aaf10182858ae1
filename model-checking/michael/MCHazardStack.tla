--------------------------- MODULE MCHazardStack ---------------------------
EXTENDS HazardStack, TLC
Alike == Permutations(Threads) \cup Permutations(Nodes)
=============================================================================
