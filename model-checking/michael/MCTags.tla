------------------------------- MODULE MCTags -------------------------------
(* Michael's allocator with tags as numbers, as far as a superblock is popped. *)
EXTENDS MCMichael
CONSTANT MaxTag
FewPops == \A d \in Descs : anchor[d].tag <= MaxTag
=============================================================================
