--------------------------- MODULE MichaelClauses ---------------------------
(* What holds in every state of Michael, also in the middle of operations. The
   names are those of org.alloracle.contract.Clause; METADATA is split into the
   four things that this design's structure must keep. *)
EXTENDS Michael

InUse == {s \in 1 .. SuperBlocks : mem[s] # Null}
Indices(s) == DOMAIN mem[s]

(* The superblock of a descriptor that is neither unused nor empty. *)
Serving == {d \in Descs : anchor[d].state # "EMPTY"}

(* The chain of free blocks of a superblock from index i on. It ends with the
   number of blocks; anything else that is no block of it ends it with -1. *)
RECURSIVE Walk(_, _, _)
Walk(s, i, seen) ==
  IF mem[s] = Null \/ i \in Descs \/ i \in seen THEN <<-1>>
  ELSE IF i = Cardinality(Indices(s)) THEN <<>>
  ELSE IF i \notin Indices(s) THEN <<-1>>
  ELSE <<i>> \o Walk(s, mem[s][i], seen \cup {i})
ChainOf(d) == Walk(desc[d].sb, anchor[d].avail, {})
Range(q) == {q[k] : k \in DOMAIN q}

InHand == {t \in Threads : my[t].b # Null}
-----------------------------------------------------------------------------
(* Every block a client or a call holds is one of a superblock obtained. A pop
   in progress never looks outside. *)
CONTAINMENT ==
  /\ \A b \in Live \cup {my[t].b : t \in InHand} :
       b[1] \in InUse /\ b[2] \in Indices(b[1])
  /\ \A t \in Threads :
       pc[t] \in {"MallocFromActive_link", "MallocFromPartial_link"} =>
         /\ desc[my[t].d].sb \in InUse
         /\ my[t].old.avail \in Indices(desc[my[t].d].sb)

(* No block has two owners: clients, calls in progress, free chains. *)
DISJOINTNESS ==
  /\ \A o, p \in Holders : o # p => held[o] \cap held[p] = {}
  /\ \A t \in InHand : /\ my[t].b \notin Live
                       /\ \A u \in InHand : u # t => my[u].b # my[t].b
  /\ \A d, e \in Serving : d # e => desc[d].sb # desc[e].sb
  /\ \A d \in Serving :
       LET chain == Range(ChainOf(d)) IN
       /\ \A b \in Live : b[1] = desc[d].sb => b[2] \notin chain
       /\ \A t \in InHand : my[t].b[1] = desc[d].sb => my[t].b[2] \notin chain

(* A block is as large as was asked. *)
CAPACITY ==
  \A t \in InHand : my[t].h # Null =>
    Cardinality(Indices(my[t].b[1])) = MaxCount(my[t].h)

(* Nothing is lost: every block of a superblock in use is free, live or in the
   hands of a call; every superblock has a descriptor, or a call that is about
   to give it one or to return it to the system. *)
Owned(s) ==
  {b[2] : b \in {x \in Live : x[1] = s}} \cup
  {my[t].b[2] : t \in {u \in InHand : my[u].b[1] = s}} \cup
  UNION {Range(ChainOf(d)) : d \in {e \in Serving : desc[e].sb = s}}
CONSERVATION ==
  \A s \in InUse :
    \/ (\E d \in Serving : desc[d].sb = s) /\ Indices(s) \subseteq Owned(s)
    \/ \E t \in Threads : my[t].s = s
-----------------------------------------------------------------------------
RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0
             ELSE LET x == CHOOSE x \in S : TRUE IN f[x] + Sum(f, S \ {x})
Reserved(d) ==
  Sum([h \in Heaps |-> IF active[h] # Null /\ active[h].d = d THEN active[h].c + 1 ELSE 0], Heaps)
  + Sum([t \in Threads |-> IF my[t].d = d THEN my[t].res ELSE 0], Threads)

(* The chain is exact: distinct blocks, and as many as count and the
   reservations say. *)
METADATA_CHAIN ==
  \A d \in Serving :
    LET chain == ChainOf(d) IN
    /\ -1 \notin Range(chain)
    /\ Len(chain) = anchor[d].count + Reserved(d)

(* What the credits may be. *)
METADATA_CREDITS ==
  /\ \A h \in Heaps : active[h] # Null /\ active[h] # Locked =>
       active[h].c \in 0 .. MaxCredits - 1 /\ anchor[active[h].d].state = "ACTIVE"
  /\ \A t \in Threads : my[t].res \in 0 .. MaxCredits + 1

(* What each state means. *)
METADATA_STATES ==
  /\ \A t \in Threads :
       pc[t] = "DescRetire_retire" => anchor[my[t].d].state = "EMPTY"
  /\ \A d \in Descs :
    LET a == anchor[d] m == MaxCount(desc[d].heap) IN
    /\ a.state = "FULL" => a.count = 0
    /\ a.state = "PARTIAL" => a.count \in 1 .. m - 1
    /\ a.state = "ACTIVE" => a.count \in 0 .. m - 1 /\ Reserved(d) > 0
    /\ a.state = "EMPTY" => Reserved(d) = 0

(* Who a descriptor belongs to. A call in progress holds it from the step that
   takes it out of a place, or that makes it fit for one, to the step that puts
   it in a place, or that makes it FULL. *)
HoldsD == {  \* the descriptor in d
  "UpdateActive_install", "UpdateActive_anchor", "UpdateActive_return",
  "HeapPutPartial_load", "HeapPutPartial_swap",
  "MallocFromPartial_heap", "MallocFromPartial_anchor", "MallocFromPartial_reserve",
  "MallocFromNewSB_AllocNewSB", "MallocFromNewSB_init", "MallocFromNewSB_install",
  "MallocFromNewSB_undo", "ListRemoveEmptyDesc_test", "ListRemoveEmptyDesc_put",
  "DescRetire_retire"}
HoldsIfRest == {  \* d, if the reservation is for more than the one block
  "MallocFromPartial_reload", "MallocFromPartial_link", "MallocFromPartial_pop"}
HoldsIfFlag == {  \* d, if it took the last credit; was FULL; was in the slot
  "MallocFromActive_anchor", "MallocFromActive_link", "MallocFromActive_pop",
  "free_clear", "RemoveEmptyDesc_clear"}
HoldsOld == {"ListPutPartial_put"}  \* the previous occupant of the slot
Holds(t) ==
  CASE pc[t] \in HoldsD \/ pc[t] = "DescAlloc_clear" -> {my[t].d}
    [] pc[t] \in HoldsIfRest /\ my[t].res > 1 -> {my[t].d}
    [] pc[t] \in HoldsIfFlag /\ my[t].flag -> {my[t].d}
    [] pc[t] \in HoldsOld -> {my[t].old}
    [] OTHER -> {}

RECURSIVE StackFrom(_, _)
StackFrom(d, seen) == IF d = Null THEN <<>> ELSE IF d \in seen THEN <<d>>
                      ELSE <<d>> \o StackFrom(next[d], seen \cup {d})

(* The places a descriptor is in, each with a name; a list may name it twice. *)
Places(d) ==
  {<<"Active", h>> : h \in {g \in Heaps : active[g] # Null /\ active[g].d = d}} \cup
  {<<"Partial", h>> : h \in {g \in Heaps : partial[g] = d}} \cup
  UNION {{<<"list", z, k>> : k \in {i \in DOMAIN list[z] : list[z][i] = d}} : z \in Sizes} \cup
  (IF d \in avail THEN {<<"available">>} ELSE {}) \cup
  LET stack == StackFrom(top, {}) IN
    {<<"stack", k>> : k \in {i \in DOMAIN stack : stack[i] = d}} \cup
  (IF d \in fresh THEN {<<"fresh">>} ELSE {}) \cup
  {<<"retired", t>> : t \in {u \in Threads : d \in retired[u]}} \cup
  {<<"thread", t>> : t \in {u \in Threads : d \in Holds(u)}}

(* Every descriptor has exactly one holder, and none exactly when it is FULL. *)
METADATA_OWNERSHIP ==
  \A d \in Descs :
    Cardinality(Places(d)) = IF anchor[d].state = "FULL" THEN 0 ELSE 1

METADATA == /\ METADATA_CHAIN /\ METADATA_CREDITS
            /\ METADATA_STATES /\ METADATA_OWNERSHIP

(* Calls that must not be reached: free found no descriptor; an assertion of
   LRMalloc's failed. Only with planted bugs. *)
NO_FAULT ==
  \A t \in Threads :
    /\ pc[t] # "free_lost"
    /\ pc[t] = "free_assert" => my[t].n < MaxCount(desc[my[t].d].heap)

(* The staleness bits are exact: one is set if and only if the tags differ. *)
TAGS_EXACT ==
  TagKind = "exact" =>
    \A t \in Threads : pc[t] \in WithSnapshot =>
      (my[t].stale <=> my[t].old.tag # anchor[my[t].d].tag)
-----------------------------------------------------------------------------
(* Progress. Next alone is scheduled, so a thread may stop for ever; still some
   call is answered again and again. *)
Answer == \E t \in Threads : InCall(t) /\ pc'[t] = "idle"
LockFreeSpec == Spec /\ WF_vars(Next)
LOCK_FREE == []<><<Answer>>_vars
(* Every thread is scheduled, and yet a call need not be answered. *)
FairSpec == Spec /\ \A t \in Threads : WF_vars(All(t))
WAIT_FREE == \A t \in Threads : InCall(t) ~> ~InCall(t)
=============================================================================
