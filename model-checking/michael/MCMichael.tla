----------------------------- MODULE MCMichael -----------------------------
(* Finite instances of Michael's allocator. *)
EXTENDS MichaelRefinement, TLC

Alike == Permutations(Threads) \cup Permutations(Descs) \cup Permutations(HeapIds)

(* The steps that a configuration has, for All, so that each must be taken. That
   none is missing is NEVER_WAITS: it would be a thread that cannot go on. *)
SetLazyOne(t) == OneSuperblock(t) \/ Refused(t)
SetLazy(t) == Core(t) \/ Refused(t)
SetHazard(t) == Core(t) \/ Refused(t) \/ Eager(t) \/ Listed(t) \/ Hazard(t)
StackLazy(t) == Core(t) \/ Refused(t) \/ Stack(t)
StackHazardFew(t) == Core(t) \/ Refused(t) \/ Stack(t) \/ Eager(t) \/ Hazard(t)
StackHazard(t) == StackHazardFew(t) \/ Listed(t)
StackBatch(t) == Core(t) \/ Stack(t) \/ DescAlloc_batch(t)
SetLazyPass(t) == SetLazy(t) \/ pass(t)
StackHazardPass(t) == StackHazard(t) \/ pass(t)

(* Where there is enough of everything, no call is refused. *)
HONEST_FAILURE == \A t \in Threads : pc[t] # "malloc_null"
NEVER_WAITS == \A t \in Threads : InCall(t) => ENABLED All(t)
=============================================================================
