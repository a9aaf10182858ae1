------------------------- MODULE MichaelRefinement -------------------------
(* Michael refines Superblocks, which refines Allocator. Needs Shared = FALSE:
   the atomic allocator knows which thread holds a block. *)
EXTENDS MichaelClauses

(* A new superblock counts from the step that installs it. *)
Preparing == {my[t].d : t \in {u \in Threads : pc[u] = "MallocFromNewSB_install"}}
DescOf(s) == {d \in Serving \ Preparing : desc[d].sb = s}
Drained(s) == \E t \in Threads : pc[t] \in {"free_assert", "free_FreeSB"} /\ my[t].s = s

SbView == [s \in 1 .. SuperBlocks |->
  IF DescOf(s) # {} THEN
    LET d == CHOOSE d \in DescOf(s) : TRUE
        chain == ChainOf(d)
    IN [phase |-> "open", size |-> desc[d].heap[1], free |-> Range(chain),
        reserved |-> Len(chain) - anchor[d].count]
  ELSE IF Drained(s) THEN
    LET n == Cardinality(Indices(s)) IN
    [phase |-> "drained", size |-> SbUnits \div n, free |-> Indices(s), reserved |-> 0]
  ELSE [phase |-> "none", size |-> 0, free |-> {}, reserved |-> 0]]

(* Where a call stands: a malloc takes effect at its pop, or at the step that
   installs a new superblock; a free at its CAS. *)
Freeing == {"free_prefix", "free_anchor", "free_link", "free_heap", "free_hazard", "free_CAS"}
Freed == {"free_return", "free_clear", "free_assert", "free_FreeSB", "RemoveEmptyDesc_CAS",
  "RemoveEmptyDesc_clear", "ListRemoveEmptyDesc_get", "ListRemoveEmptyDesc_test",
  "ListRemoveEmptyDesc_put"}
Popped == {"UpdateActive_install", "UpdateActive_anchor", "UpdateActive_return",
  "malloc_return", "MallocFromNewSB_map"}
Either == {"HeapPutPartial_load", "HeapPutPartial_swap", "ListPutPartial_put"}
Retiring == {"DescRetire_retire", "DescRetire_scan", "DescRetire_load",
  "DescRetire_next", "DescRetire_CAS"}
CallView == [t \in Threads |->
  LET m == my[t] IN
  CASE pc[t] = "idle" -> [op |-> "idle"]
    [] pc[t] = "malloc_null" -> [op |-> "failed"]
    [] pc[t] \in Freeing -> [op |-> "free", block |-> m.b]
    [] pc[t] \in Popped \/ (pc[t] \in Either /\ m.b # Null) ->
         [op |-> "granted", size |-> m.h[1], block |-> m.b]
    [] \/ pc[t] \in Freed
       \/ pc[t] \in Either /\ m.b = Null
       \/ pc[t] \in Retiring /\ m.ret \in {"free_return", "ListRemoveEmptyDesc_get"} ->
         [op |-> "freed"]
    [] OTHER -> [op |-> "allocate", size |-> m.h[1]]]

Abstract == INSTANCE Superblocks WITH sb <- SbView, call <- CallView
(* Abstract!Spec, with the steps that change nothing tried first: most do. *)
REFINEMENT == Abstract!Init /\ [][UNCHANGED Abstract!vars \/ Abstract!Next]_(Abstract!vars)
=============================================================================
