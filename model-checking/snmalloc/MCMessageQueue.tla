--------------------------- MODULE MCMessageQueue ---------------------------
EXTENDS MessageQueue, TLC
Alike == Permutations(Producers) \cup Permutations(Messages)
=============================================================================
