------------------------------ MODULE Michael ------------------------------
(* Michael's lock-free allocator (PLDI 2004), one label an atomic step.

   A label is a routine of the algorithm and a step in it; an action bears the
   name of its label. A step reads or writes one shared word; writes to memory
   that no other thread can reach are merged into the step before or after.
   What is left out: large blocks, which go to the operating system, and the
   hyperblocks behind AllocNewSB. README.md says where the text of each
   routine comes from.

   The invariants are in MichaelClauses, the refinement in MichaelRefinement. *)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Threads, Null,
  Descs,         \* descriptors; all there will ever be
  BatchSize,     \* descriptors come from the system in batches of this size; 0: all are there at the start
  SuperBlocks,   \* how many superblocks the system has to give
  SbUnits,       \* units in a superblock
  Sizes,         \* size classes: units in a block
  HeapIds,       \* processor heaps of each class
  MaxCredits,    \* most credits in one Active word
  MaxLive,       \* most blocks that clients hold or have asked for
  Shared,        \* TRUE: any thread frees any live block; FALSE: a thread frees what it holds
  AvailKind,     \* available descriptors: "set" (atomic) or "stack" (with hazard pointers)
  TagKind,       \* "stale": unbounded tags as staleness bits; "exact": as numbers
  TagValues,     \* "exact": a tag field has this many values; 0: it never wraps
  Removal,       \* of an empty descriptor: "published", "hazard" or "lazy"
  Bugs           \* planted bugs, a subset of AllBugs

AllBugs == {
  "no tag",                    \* CAS on the anchor compares no tag
  "tag reset",                 \* a new superblock starts with tag 0 (this one is harmless)
  "raw pop",                   \* DescAlloc pops without a hazard pointer
  "hazard not checked",        \* DescAlloc does not look again after publishing its hazard pointer
  "retire without scan",       \* DescRetire pushes at once, whatever the hazard pointers say
  "credits not returned",      \* UpdateActive forgets the credits when another superblock is active
  "credits not counted",       \* MallocFromPartial leaves the blocks it reserves in count
  "one credit too many",       \* UpdateActive stores n credits for n reservations
  "Active overwritten",        \* UpdateActive replaces the value it loaded, not only null
  "Active stored",             \* MallocFromNewSB stores Active without looking
  "retired twice",             \* RemoveEmptyDesc retires even if the descriptor was not in the slot
  "EMPTY not seen",            \* MallocFromPartial does not look for EMPTY
  "every PARTIAL put",         \* free files the descriptor whenever it is PARTIAL, not only from FULL
  "FULL not put",              \* free does not file a descriptor that was FULL
  "previous partial lost",     \* HeapPutPartial forgets the previous occupant of the slot
  "CAS before link",           \* free publishes the block before it is linked
  "superblock read late",      \* free reads desc.sb after its CAS (LRMalloc)
  "heap read late",            \* free reads desc.heap after its CAS (LRMalloc)
  "maxcount read late",        \* free asserts on desc.maxcount after its CAS (LRMalloc)
  "map written late",          \* the superblock is mapped to its descriptor after it is active (LRMalloc)
  "listed and retired",        \* ListRemoveEmptyDesc retires and keeps the descriptor
  "emptied and lost",          \* ListRemoveEmptyDesc drops an empty descriptor
  "spin"}                      \* a taker of the last credit locks Active until it has refilled it

ASSUME /\ Bugs \subseteq AllBugs
       /\ Removal \in {"published", "hazard", "lazy"}
       /\ AvailKind \in {"set", "stack"} /\ TagKind \in {"stale", "exact"}
       /\ \A size \in Sizes : SbUnits % size = 0

VARIABLES
  active,    \* heap -> [d, c], or Null: Active; c + 1 reservations
  partial,   \* heap -> descriptor, or Null: Partial
  list,      \* size class -> sequence of descriptors
  anchor,    \* descriptor -> [avail, count, state, tag]
  desc,      \* descriptor -> [sb, heap]; the heap gives block size and maxcount
  mem,       \* superblock -> first word of each block, or Null if not obtained: a link, or a descriptor as prefix
  map,       \* superblock -> descriptor: LRMalloc's page map, for one planted bug
  avail,     \* "set": the available descriptors
  top, next, \* "stack": the same as a linked stack, DescAvail
  fresh,     \* descriptors that the system has not given yet
  hp,        \* thread -> its hazard pointer
  retired,   \* thread -> descriptors it has retired and not yet made available
  held,      \* holder -> live blocks
  pc,        \* thread -> label
  my         \* thread -> local variables
heapVars == <<active, partial, list>>
descVars == <<anchor, desc>>
availVars == <<avail, top, next, fresh, hp, retired>>
vars == <<active, partial, list, anchor, desc, mem, map, avail, top, next,
          fresh, hp, retired, held, pc, my>>

Heaps == Sizes \X HeapIds
MaxCount(heap) == SbUnits \div heap[1]
Min(a, b) == IF a < b THEN a ELSE b
B(bug) == bug \in Bugs

(* Local variables. A value that will not be read again is forgotten. *)
Nothing == [
  h |-> Null,      \* heap
  d |-> Null,      \* descriptor
  b |-> Null,      \* block: <<superblock, index>>
  s |-> Null,      \* superblock
  old |-> Null,    \* the word read last
  stale |-> FALSE, \* a block was popped from d since old was read: the tags differ
  nxt |-> Null,    \* a link that was read
  res |-> 0,       \* reservations on d in this thread's hands
  flag |-> FALSE,  \* took the last credit; was FULL; found it in the slot
  n |-> 0,         \* descriptors moved to the end of the list
  ret |-> Null,    \* where DescRetire returns to
  todo |-> {},     \* threads whose hazard pointer is still to be read
  seen |-> {}]     \* hazard pointers read

Holders == IF Shared THEN {"anyone"} ELSE Threads
Holder(t) == IF Shared THEN "anyone" ELSE t
Live == UNION {held[o] : o \in Holders}

Locked == [d |-> Null, c |-> 0]   \* only with the planted bug "spin"
Unused == [avail |-> 0, count |-> 0, state |-> "EMPTY", tag |-> 0]

(* What the system may give: the lowest superblock; descriptors in any order.
   MichaelTrace has other definitions of both, as a recorded run says which. *)
Offered(obtainable) == {CHOOSE s \in obtainable : \A r \in obtainable : s <= r}
Orders(S, n) == {q \in [1 .. n -> S] : \A i, j \in 1 .. n : i # j => q[i] # q[j]}

Init ==
  /\ active = [h \in Heaps |-> Null]
  /\ partial = [h \in Heaps |-> Null]
  /\ list = [z \in Sizes |-> <<>>]
  /\ anchor = [d \in Descs |-> Unused]
  /\ desc = [d \in Descs |-> [sb |-> Null, heap |-> Null]]
  /\ mem = [s \in 1 .. SuperBlocks |-> Null]
  /\ map = [s \in 1 .. SuperBlocks |-> Null]
  /\ fresh = IF BatchSize = 0 THEN {} ELSE Descs
  /\ avail = IF AvailKind = "set" THEN Descs \ fresh ELSE {}
  /\ IF AvailKind = "set" \/ fresh # {}
       THEN top = Null /\ next = [d \in Descs |-> Null]
       ELSE \E order \in Orders(Descs, Cardinality(Descs)) :
              /\ top = order[1]
              /\ next = [d \in Descs |->
                   LET i == CHOOSE k \in DOMAIN order : order[k] = d
                   IN IF i = Len(order) THEN Null ELSE order[i + 1]]
  /\ hp = [t \in Threads |-> Null]
  /\ retired = [t \in Threads |-> {}]
  /\ held = [o \in Holders |-> {}]
  /\ pc = [t \in Threads |-> "idle"]
  /\ my = [t \in Threads |-> Nothing]
-----------------------------------------------------------------------------
(* Steps. *)
Go(t, label, locals) ==
  /\ pc' = [pc EXCEPT ![t] = label]
  /\ my' = [my EXCEPT ![t] = locals]
(* The anchor of my[t].d as it was when read: the labels that hold one. *)
WithSnapshot == {
  "MallocFromActive_link", "MallocFromActive_pop", "UpdateActive_return",
  "MallocFromPartial_reserve", "MallocFromPartial_link", "MallocFromPartial_pop",
  "free_link", "free_heap", "free_hazard", "free_CAS"}

(* Would a CAS on the anchor of d succeed for thread t? *)
SameTag(t, d) ==
  CASE B("no tag") -> TRUE
    [] TagKind = "stale" -> ~my[t].stale
    [] TagKind = "exact" /\ TagValues = 0 -> my[t].old.tag = anchor[d].tag
    [] OTHER -> my[t].old.tag % TagValues = anchor[d].tag % TagValues
Fields(a) == <<a.avail, a.count, a.state>>
Unchanged(t, d) == Fields(my[t].old) = Fields(anchor[d]) /\ SameTag(t, d)

NextTag(tag) == IF TagKind = "stale" THEN 0 ELSE tag + 1

(* A pop moves the tag, so every other snapshot of this anchor is out of date. *)
Pop(t, d, new, label, locals) ==
  /\ anchor' = [anchor EXCEPT ![d] = new]
  /\ pc' = [pc EXCEPT ![t] = label]
  /\ my' = [u \in Threads |->
       CASE u = t -> locals
         [] pc[u] \in WithSnapshot /\ my[u].d = d
              -> [my[u] EXCEPT !.stale = TRUE]
         [] OTHER -> my[u]]

(* A descriptor out of use: the model forgets what the next owner will set. *)
Forget(d) ==
  /\ anchor' = [anchor EXCEPT ![d] = [Unused EXCEPT !.tag = anchor[d].tag]]
  /\ desc' = IF B("superblock read late") THEN desc ELSE [desc EXCEPT ![d].sb = Null]

(* The link in the first word of a block. If the block is live the word is its
   prefix, or the client's data, and as a link it may be anything. *)
Links(s, i) == IF mem[s][i] \in Descs THEN 0 .. Cardinality(DOMAIN mem[s])
                                      ELSE {mem[s][i]}

-----------------------------------------------------------------------------
(* The client. *)
InCall(t) == pc[t] # "idle"
Asked == Cardinality({t \in Threads : InCall(t)}) + Cardinality(Live)

malloc(t) ==
  /\ pc[t] = "idle" /\ Asked < MaxLive
  /\ \E h \in Heaps : Go(t, "MallocFromActive_load", [Nothing EXCEPT !.h = h])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

free(t) ==
  /\ pc[t] = "idle"
  /\ \E b \in held[Holder(t)] :
       /\ held' = [held EXCEPT ![Holder(t)] = @ \ {b}]
       /\ Go(t, "free_prefix", [Nothing EXCEPT !.b = b])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars>>

pass(t) ==
  /\ ~Shared /\ pc[t] = "idle"
  /\ \E u \in Threads \ {t} : \E b \in held[t] :
       held' = [held EXCEPT ![t] = @ \ {b}, ![u] = @ \cup {b}]
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, pc, my>>

(* The block is ready: write its prefix, and answer. *)
malloc_return(t) ==
  /\ pc[t] = "malloc_return"
  /\ LET b == my[t].b IN
       /\ mem' = [mem EXCEPT ![b[1]][b[2]] = my[t].d]
       /\ held' = [held EXCEPT ![Holder(t)] = @ \cup {b}]
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<heapVars, descVars, map, availVars>>

(* The system has no descriptor or no superblock to give. *)
malloc_null(t) ==
  /\ pc[t] = "malloc_null"
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

free_return(t) ==
  /\ pc[t] = "free_return"
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* MallocFromActive: reserve a block, then pop one. *)
MallocFromActive_load(t) ==
  /\ pc[t] = "MallocFromActive_load"
  /\ LET m == my[t] a == active[my[t].h] IN
       IF a = Null THEN Go(t, "HeapGetPartial_load", m)
       ELSE IF a = Locked THEN Go(t, "MallocFromActive_spin", m)
       ELSE Go(t, "MallocFromActive_reserve", [m EXCEPT !.old = a])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromActive_spin(t) ==
  /\ pc[t] = "MallocFromActive_spin"
  /\ Go(t, "MallocFromActive_load", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromActive_reserve(t) ==
  /\ pc[t] = "MallocFromActive_reserve"
  /\ LET m == my[t] h == m.h old == m.old IN
       IF active[h] = old
         THEN /\ active' = [active EXCEPT ![h] =
                   IF old.c # 0 THEN [old EXCEPT !.c = @ - 1]
                   ELSE IF B("spin") THEN Locked ELSE Null]
              /\ Go(t, "MallocFromActive_anchor",
                    [m EXCEPT !.d = old.d, !.old = Null, !.res = 1, !.flag = old.c = 0])
         ELSE Go(t, "MallocFromActive_load", [m EXCEPT !.old = Null]) /\ UNCHANGED active
  /\ UNCHANGED <<partial, list, descVars, mem, map, availVars, held>>

MallocFromActive_anchor(t) ==
  /\ pc[t] = "MallocFromActive_anchor"
  /\ Go(t, "MallocFromActive_link", [my[t] EXCEPT !.old = anchor[my[t].d], !.stale = FALSE])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromActive_link(t) ==
  /\ pc[t] = "MallocFromActive_link"
  /\ \E link \in Links(desc[my[t].d].sb, my[t].old.avail) :
       Go(t, "MallocFromActive_pop", [my[t] EXCEPT !.nxt = link])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

(* Who took the last credit either refills Active or leaves the block FULL. *)
MallocFromActive_pop(t) ==
  /\ pc[t] = "MallocFromActive_pop"
  /\ LET m == my[t] d == m.d old == m.old
         more == IF m.flag THEN Min(old.count, MaxCredits) ELSE 0
         new == [avail |-> m.nxt, count |-> old.count - more, tag |-> NextTag(anchor[d].tag),
                 state |-> IF m.flag /\ old.count = 0 THEN "FULL" ELSE old.state]
     IN IF Unchanged(t, d)
          THEN /\ Pop(t, d, new,
                      IF more > 0 THEN "UpdateActive_install" ELSE "malloc_return",
                      [Nothing EXCEPT !.h = m.h, !.d = d, !.res = more,
                                      !.b = <<desc[d].sb, old.avail>>])
               /\ active' = IF m.flag /\ active[m.h] = Locked /\ more = 0
                              THEN [active EXCEPT ![m.h] = Null] ELSE active
          ELSE /\ Go(t, "MallocFromActive_anchor",
                     [m EXCEPT !.old = Null, !.nxt = Null, !.stale = FALSE])
               /\ UNCHANGED <<active, anchor>>
  /\ UNCHANGED <<partial, list, desc, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* UpdateActive: install the superblock with the credits in hand; if another
   is active by now, give the credits back and file the superblock. *)
UpdateActive_install(t) ==
  /\ pc[t] = "UpdateActive_install"
  /\ LET m == my[t]
         a == active[m.h]
     IN IF a \in {Null, Locked} \/ B("Active overwritten")
          THEN /\ active' = [active EXCEPT ![m.h] =
                    [d |-> m.d, c |-> IF B("one credit too many") THEN m.res ELSE m.res - 1]]
               /\ Go(t, "malloc_return", [m EXCEPT !.res = 0])
          ELSE /\ Go(t, "UpdateActive_anchor", m)
               /\ UNCHANGED active
  /\ UNCHANGED <<partial, list, descVars, mem, map, availVars, held>>

UpdateActive_anchor(t) ==
  /\ pc[t] = "UpdateActive_anchor"
  /\ Go(t, "UpdateActive_return", [my[t] EXCEPT !.old = anchor[my[t].d], !.stale = FALSE])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

UpdateActive_return(t) ==
  /\ pc[t] = "UpdateActive_return"
  /\ LET m == my[t] d == m.d
         back == IF B("credits not returned") THEN 0 ELSE m.res
     IN IF Unchanged(t, d)
          THEN /\ anchor' = [anchor EXCEPT ![d].count = @ + back, ![d].state = "PARTIAL"]
               /\ Go(t, "HeapPutPartial_load", [m EXCEPT !.res = 0, !.old = Null, !.stale = FALSE])
          ELSE /\ Go(t, "UpdateActive_anchor", [m EXCEPT !.old = Null, !.stale = FALSE])
               /\ UNCHANGED anchor
  /\ UNCHANGED <<heapVars, desc, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* HeapPutPartial: swap the descriptor into its heap's slot; what was there
   goes to the list of the size class. Called by malloc and by free. *)
Done(m) == IF m.b = Null THEN "free_return" ELSE "malloc_return"
DoneLocals(m) == IF m.b = Null THEN Nothing ELSE [m EXCEPT !.old = Null]

HeapPutPartial_load(t) ==
  /\ pc[t] = "HeapPutPartial_load"
  /\ Go(t, "HeapPutPartial_swap", [my[t] EXCEPT !.old = partial[desc[my[t].d].heap]])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

HeapPutPartial_swap(t) ==
  /\ pc[t] = "HeapPutPartial_swap"
  /\ LET m == my[t] h == desc[m.d].heap IN
       IF partial[h] = m.old
         THEN /\ partial' = [partial EXCEPT ![h] = m.d]
              /\ IF m.old = Null \/ B("previous partial lost")
                   THEN Go(t, Done(m), DoneLocals(m))
                   ELSE Go(t, "ListPutPartial_put", m)
         ELSE /\ Go(t, "HeapPutPartial_load", [m EXCEPT !.old = Null])
              /\ UNCHANGED partial
  /\ UNCHANGED <<active, list, descVars, mem, map, availVars, held>>

(* ListPutPartial, ListGetPartial: a FIFO queue, atomic here; see MSQueue. *)
ListPutPartial_put(t) ==
  /\ pc[t] = "ListPutPartial_put"
  /\ LET m == my[t] IN
       /\ list' = [list EXCEPT ![desc[m.old].heap[1]] = Append(@, m.old)]
       /\ Go(t, Done(m), DoneLocals(m))
  /\ UNCHANGED <<active, partial, descVars, mem, map, availVars, held>>

HeapGetPartial_load(t) ==
  /\ pc[t] = "HeapGetPartial_load"
  /\ LET m == my[t] p == partial[my[t].h] IN
       IF p = Null THEN Go(t, "ListGetPartial_get", m)
                   ELSE Go(t, "HeapGetPartial_take", [m EXCEPT !.old = p])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

HeapGetPartial_take(t) ==
  /\ pc[t] = "HeapGetPartial_take"
  /\ LET m == my[t] IN
       IF partial[m.h] = m.old
         THEN /\ partial' = [partial EXCEPT ![m.h] = Null]
              /\ Go(t, "MallocFromPartial_heap", [m EXCEPT !.d = m.old, !.old = Null])
         ELSE /\ Go(t, "HeapGetPartial_load", [m EXCEPT !.old = Null])
              /\ UNCHANGED partial
  /\ UNCHANGED <<active, list, descVars, mem, map, availVars, held>>

(* Nothing there: a new superblock. Descriptors that this thread retired and
   that nobody looks at any more are made available first. *)
ListGetPartial_get(t) ==
  /\ pc[t] = "ListGetPartial_get"
  /\ LET m == my[t] q == list[my[t].h[1]] IN
       IF q # <<>>
         THEN /\ list' = [list EXCEPT ![m.h[1]] = Tail(q)]
              /\ Go(t, "MallocFromPartial_heap", [m EXCEPT !.d = Head(q)])
         ELSE /\ UNCHANGED list
              /\ IF retired[t] = {} THEN Go(t, "DescAlloc_load", m)
                 ELSE Go(t, "DescRetire_scan",
                         [m EXCEPT !.ret = "DescAlloc_load", !.todo = Threads \ {t}])
  /\ UNCHANGED <<active, partial, descVars, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* MallocFromPartial: the descriptor is this thread's alone, but blocks of its
   superblock may be freed meanwhile. Reserve blocks, then pop one. *)
MallocFromPartial_heap(t) ==
  /\ pc[t] = "MallocFromPartial_heap"
  /\ desc' = [desc EXCEPT ![my[t].d].heap = my[t].h]
  /\ Go(t, "MallocFromPartial_anchor", my[t])
  /\ UNCHANGED <<heapVars, anchor, mem, map, availVars, held>>

MallocFromPartial_anchor(t) ==
  /\ pc[t] = "MallocFromPartial_anchor"
  /\ LET m == my[t] a == anchor[my[t].d] IN
       IF a.state = "EMPTY" /\ ~B("EMPTY not seen")
         THEN Go(t, "DescRetire_retire", [m EXCEPT !.ret = "HeapGetPartial_load"])
         ELSE Go(t, "MallocFromPartial_reserve", [m EXCEPT !.old = a, !.stale = FALSE])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromPartial_reserve(t) ==
  /\ pc[t] = "MallocFromPartial_reserve"
  /\ LET m == my[t] d == m.d old == m.old
         more == Min(old.count - 1, MaxCredits)
         new == [anchor[d] EXCEPT
                  !.count = IF B("credits not counted") THEN @ - 1 ELSE @ - (more + 1),
                  !.state = IF more > 0 THEN "ACTIVE" ELSE "FULL"]
     IN IF Unchanged(t, d)
          THEN /\ anchor' = [anchor EXCEPT ![d] = new]
               /\ Go(t, "MallocFromPartial_reload",
                     [m EXCEPT !.old = Null, !.stale = FALSE, !.res = more + 1])
          ELSE /\ Go(t, "MallocFromPartial_anchor", [m EXCEPT !.old = Null, !.stale = FALSE])
               /\ UNCHANGED anchor
  /\ UNCHANGED <<heapVars, desc, mem, map, availVars, held>>

MallocFromPartial_reload(t) ==
  /\ pc[t] = "MallocFromPartial_reload"
  /\ Go(t, "MallocFromPartial_link", [my[t] EXCEPT !.old = anchor[my[t].d], !.stale = FALSE])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromPartial_link(t) ==
  /\ pc[t] = "MallocFromPartial_link"
  /\ \E link \in Links(desc[my[t].d].sb, my[t].old.avail) :
       Go(t, "MallocFromPartial_pop", [my[t] EXCEPT !.nxt = link])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

MallocFromPartial_pop(t) ==
  /\ pc[t] = "MallocFromPartial_pop"
  /\ LET m == my[t] d == m.d old == m.old IN
       IF Unchanged(t, d)
         THEN Pop(t, d, [anchor[d] EXCEPT !.avail = m.nxt, !.tag = NextTag(anchor[d].tag)],
                  IF m.res > 1 THEN "UpdateActive_install" ELSE "malloc_return",
                  [Nothing EXCEPT !.h = m.h, !.d = d, !.res = m.res - 1,
                                  !.b = <<desc[d].sb, old.avail>>])
         ELSE /\ Go(t, "MallocFromPartial_reload",
                    [m EXCEPT !.old = Null, !.nxt = Null, !.stale = FALSE])
              /\ UNCHANGED anchor
  /\ UNCHANGED <<heapVars, desc, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* DescAlloc. As a set, what DescPool allows: take any that no other thread
   protects, or none. As a stack: see HazardStack. *)
DescAlloc_load(t) ==
  /\ pc[t] = "DescAlloc_load"
  /\ LET m == my[t]
         ready == {d \in avail : \A u \in Threads \ {t} : hp[u] # d}
     IN IF AvailKind = "set"
          THEN \/ Go(t, "malloc_null", Nothing) /\ UNCHANGED availVars
               \/ \E d \in ready :
                    /\ avail' = avail \ {d}
                    /\ Go(t, "MallocFromNewSB_AllocNewSB", [m EXCEPT !.d = d])
                    /\ UNCHANGED <<top, next, fresh, hp, retired>>
          ELSE /\ UNCHANGED availVars
               /\ IF top = Null
                    THEN IF hp[t] # Null THEN Go(t, "DescAlloc_clear", m)
                         ELSE Go(t, IF fresh = {} THEN "malloc_null" ELSE "DescAlloc_batch", m)
                    ELSE Go(t, IF B("raw pop") THEN "DescAlloc_next" ELSE "DescAlloc_hazard",
                            [m EXCEPT !.old = top])
  /\ UNCHANGED <<heapVars, descVars, mem, map, held>>

DescAlloc_hazard(t) ==
  /\ pc[t] = "DescAlloc_hazard"
  /\ hp' = [hp EXCEPT ![t] = my[t].old]
  /\ Go(t, IF B("hazard not checked") THEN "DescAlloc_next" ELSE "DescAlloc_check", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, retired, held>>

DescAlloc_check(t) ==
  /\ pc[t] = "DescAlloc_check"
  /\ IF top = my[t].old THEN Go(t, "DescAlloc_next", my[t])
     ELSE Go(t, "DescAlloc_load", [my[t] EXCEPT !.old = Null])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

DescAlloc_next(t) ==
  /\ pc[t] = "DescAlloc_next"
  /\ Go(t, "DescAlloc_CAS", [my[t] EXCEPT !.nxt = next[my[t].old]])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

(* The link of a popped descriptor is forgotten when nobody will read it. *)
ReadsNext == {"DescAlloc_hazard", "DescAlloc_check", "DescAlloc_next"}
DescAlloc_CAS(t) ==
  /\ pc[t] = "DescAlloc_CAS"
  /\ LET m == my[t] IN
       IF top = m.old
         THEN /\ top' = m.nxt
              /\ next' = IF \E u \in Threads \ {t} : /\ my[u].old = m.old
                                                     /\ pc[u] \in ReadsNext
                           THEN next ELSE [next EXCEPT ![m.old] = Null]
              /\ Go(t, IF hp[t] = Null THEN "MallocFromNewSB_AllocNewSB" ELSE "DescAlloc_clear",
                    [m EXCEPT !.d = m.old, !.old = Null, !.nxt = Null])
         ELSE /\ Go(t, "DescAlloc_load", [m EXCEPT !.old = Null, !.nxt = Null])
              /\ UNCHANGED <<top, next>>
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, fresh, hp, retired, held>>

DescAlloc_clear(t) ==
  /\ pc[t] = "DescAlloc_clear"
  /\ hp' = [hp EXCEPT ![t] = Null]
  /\ Go(t, IF my[t].d # Null THEN "MallocFromNewSB_AllocNewSB"
           ELSE IF fresh = {} THEN "malloc_null" ELSE "DescAlloc_batch", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, retired, held>>

(* A batch from the system: keep the first, publish the rest in one CAS. A
   batch whose CAS fails goes back, so it counts as not taken. *)
DescAlloc_batch(t) ==
  /\ pc[t] = "DescAlloc_batch"
  /\ IF top # Null THEN Go(t, "DescAlloc_load", my[t]) /\ UNCHANGED <<top, next, fresh>>
     ELSE IF fresh = {} THEN Go(t, "malloc_null", Nothing) /\ UNCHANGED <<top, next, fresh>>
     ELSE \E batch \in Orders(fresh, Min(BatchSize, Cardinality(fresh))) :
            LET n == Len(batch) IN
            /\ fresh' = fresh \ {batch[i] : i \in 1 .. n}
            /\ top' = IF n = 1 THEN Null ELSE batch[2]
            /\ next' = [d \in Descs |->
                 IF \E i \in 2 .. n - 1 : batch[i] = d
                   THEN batch[1 + CHOOSE i \in 2 .. n - 1 : batch[i] = d] ELSE next[d]]
            /\ Go(t, "MallocFromNewSB_AllocNewSB", [my[t] EXCEPT !.d = batch[1]])
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, hp, retired, held>>
-----------------------------------------------------------------------------
(* MallocFromNewSB: a superblock, its blocks linked from block 0 on. *)
MallocFromNewSB_AllocNewSB(t) ==
  /\ pc[t] = "MallocFromNewSB_AllocNewSB"
  /\ LET m == my[t]
         obtainable == {s \in 1 .. SuperBlocks : mem[s] = Null}
     IN IF obtainable = {}
          THEN /\ Go(t, "DescRetire_retire", [m EXCEPT !.ret = "malloc_null"])
               /\ UNCHANGED mem
          ELSE \E s \in Offered(obtainable) :
               /\ mem' = [mem EXCEPT ![s] = [i \in 0 .. MaxCount(m.h) - 1 |-> i + 1]]
               /\ Go(t, "MallocFromNewSB_init", [m EXCEPT !.s = s])
  /\ UNCHANGED <<heapVars, descVars, map, availVars, held>>

(* Nobody else can reach the descriptor yet; the fence comes after this. *)
MallocFromNewSB_init(t) ==
  /\ pc[t] = "MallocFromNewSB_init"
  /\ LET m == my[t] d == m.d
         rest == MaxCount(m.h) - 1
         credits == Min(rest, MaxCredits) - 1
     IN /\ desc' = [desc EXCEPT ![d] = [sb |-> m.s, heap |-> m.h]]
        /\ anchor' = [anchor EXCEPT ![d] =
             [avail |-> 1, count |-> rest - (credits + 1), state |-> "ACTIVE",
              tag |-> IF B("tag reset") THEN 0 ELSE @.tag]]
        /\ Go(t, "MallocFromNewSB_install",
              [m EXCEPT !.s = Null, !.b = <<m.s, 0>>, !.res = credits + 1])
  /\ UNCHANGED <<heapVars, mem, map, availVars, held>>

MallocFromNewSB_install(t) ==
  /\ pc[t] = "MallocFromNewSB_install"
  /\ LET m == my[t] IN
       IF active[m.h] = Null \/ B("Active stored")
         THEN /\ active' = [active EXCEPT ![m.h] = [d |-> m.d, c |-> m.res - 1]]
              /\ Go(t, IF B("map written late") THEN "MallocFromNewSB_map" ELSE "malloc_return",
                    [m EXCEPT !.res = 0])
              /\ UNCHANGED descVars
         ELSE /\ Go(t, "MallocFromNewSB_undo",
                    [m EXCEPT !.s = m.b[1], !.b = Null, !.res = 0])
              /\ Forget(m.d)
              /\ UNCHANGED active
  /\ UNCHANGED <<partial, list, mem, map, availVars, held>>

MallocFromNewSB_map(t) ==
  /\ pc[t] = "MallocFromNewSB_map"
  /\ map' = [map EXCEPT ![my[t].b[1]] = my[t].d]
  /\ Go(t, "malloc_return", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, availVars, held>>

(* Another superblock became active meanwhile: give all back and start again. *)
MallocFromNewSB_undo(t) ==
  /\ pc[t] = "MallocFromNewSB_undo"
  /\ mem' = [mem EXCEPT ![my[t].s] = Null]
  /\ Go(t, "DescRetire_retire",
        [Nothing EXCEPT !.h = my[t].h, !.d = my[t].d, !.ret = "MallocFromActive_load"])
  /\ UNCHANGED <<heapVars, descVars, map, availVars, held>>
-----------------------------------------------------------------------------
(* free: link the block, then publish it. *)
free_prefix(t) ==
  /\ pc[t] = "free_prefix"
  /\ LET m == my[t] b == m.b
         d == IF B("map written late") THEN map[b[1]] ELSE mem[b[1]][b[2]]
     IN Go(t, IF d = Null THEN "free_lost" ELSE "free_anchor", [m EXCEPT !.d = d])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

free_anchor(t) ==
  /\ pc[t] = "free_anchor"
  /\ LET m == my[t] a == anchor[my[t].d] IN
       Go(t, "free_link", [m EXCEPT !.old = a, !.stale = FALSE])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

(* The superblock will be empty: read the heap while the descriptor is ours. *)
Last(t) == my[t].old.count = MaxCount(desc[my[t].d].heap) - 1
free_link(t) ==
  /\ pc[t] = "free_link"
  /\ LET m == my[t] IN
       /\ mem' = IF B("CAS before link") THEN mem
                 ELSE [mem EXCEPT ![m.b[1]][m.b[2]] = m.old.avail]
       /\ Go(t, IF Last(t) /\ Removal # "lazy" THEN "free_heap" ELSE "free_CAS", m)
  /\ UNCHANGED <<heapVars, descVars, map, availVars, held>>

free_heap(t) ==
  /\ pc[t] = "free_heap"
  /\ LET m == my[t] d == m.d IN
       Go(t, IF Removal = "hazard" /\ hp[t] = Null THEN "free_hazard" ELSE "free_CAS",
          [m EXCEPT !.h = desc[d].heap])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

(* Not in the published text: keep the descriptor from being reused. *)
free_hazard(t) ==
  /\ pc[t] = "free_hazard"
  /\ hp' = [hp EXCEPT ![t] = my[t].d]
  /\ Go(t, "free_CAS", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, retired, held>>

free_CAS(t) ==
  /\ pc[t] = "free_CAS"
  /\ LET m == my[t] d == m.d old == m.old
         empty == old.count = MaxCount(desc[d].heap) - 1
         full == old.state = "FULL"
         new == [anchor[d] EXCEPT
                  !.avail = m.b[2], !.count = IF empty THEN @ ELSE @ + 1,
                  !.state = IF empty THEN "EMPTY" ELSE IF full THEN "PARTIAL" ELSE @]
         put == IF B("FULL not put") THEN FALSE
                ELSE full \/ (B("every PARTIAL put") /\ new.state = "PARTIAL")
     IN IF Unchanged(t, d)
          THEN /\ anchor' = [anchor EXCEPT ![d] = new]
               /\ IF empty
                    THEN Go(t, IF B("maxcount read late") THEN "free_assert" ELSE "free_FreeSB",
                            [Nothing EXCEPT !.d = d, !.s = m.b[1], !.h = m.h,
                                            !.n = IF B("maxcount read late") THEN new.count ELSE 0])
                    ELSE IF hp[t] # Null
                    THEN Go(t, "free_clear", [Nothing EXCEPT !.d = d, !.flag = put])
                    ELSE Go(t, IF put THEN "HeapPutPartial_load" ELSE "free_return",
                            IF put THEN [Nothing EXCEPT !.d = d] ELSE Nothing)
          ELSE /\ Go(t, "free_anchor",
                     [m EXCEPT !.old = Null, !.stale = FALSE, !.h = Null])
               /\ UNCHANGED anchor
  /\ UNCHANGED <<heapVars, desc, mem, map, availVars, held>>

(* It was not the last after all. *)
free_clear(t) ==
  /\ pc[t] = "free_clear"
  /\ hp' = [hp EXCEPT ![t] = Null]
  /\ Go(t, IF my[t].flag THEN "HeapPutPartial_load" ELSE "free_return",
        IF my[t].flag THEN [my[t] EXCEPT !.flag = FALSE] ELSE Nothing)
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, retired, held>>

free_assert(t) ==
  /\ pc[t] = "free_assert"
  /\ Go(t, "free_FreeSB", [my[t] EXCEPT !.n = 0])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

free_FreeSB(t) ==
  /\ pc[t] = "free_FreeSB"
  /\ LET m == my[t] s == IF B("superblock read late") THEN desc[m.d].sb ELSE m.s IN
       /\ mem' = [mem EXCEPT ![s] = Null]
       /\ map' = [map EXCEPT ![s] = Null]
       /\ IF Removal = "lazy" THEN Go(t, "free_return", Nothing)
          ELSE Go(t, "RemoveEmptyDesc_CAS",
                  [m EXCEPT !.s = Null,
                            !.h = IF B("heap read late") THEN desc[m.d].heap ELSE @])
  /\ UNCHANGED <<heapVars, descVars, availVars, held>>
-----------------------------------------------------------------------------
(* RemoveEmptyDesc: if the descriptor is in its heap's slot, take it and retire
   it; else remove some empty descriptor from the list of the size class. *)
Removed(t, found) ==
  LET m == my[t] IN
  IF found \/ B("retired twice")
    THEN Go(t, "DescRetire_retire", [Nothing EXCEPT !.d = m.d, !.ret = "free_return"])
    ELSE Go(t, "ListRemoveEmptyDesc_get", [Nothing EXCEPT !.h = m.h])

RemoveEmptyDesc_CAS(t) ==
  /\ pc[t] = "RemoveEmptyDesc_CAS"
  /\ LET m == my[t] found == partial[m.h] = m.d IN
       /\ partial' = IF found THEN [partial EXCEPT ![m.h] = Null] ELSE partial
       /\ IF Removal = "hazard" THEN Go(t, "RemoveEmptyDesc_clear", [m EXCEPT !.flag = found])
          ELSE Removed(t, found)
  /\ UNCHANGED <<active, list, descVars, mem, map, availVars, held>>

RemoveEmptyDesc_clear(t) ==
  /\ pc[t] = "RemoveEmptyDesc_clear"
  /\ hp' = [hp EXCEPT ![t] = Null]
  /\ Removed(t, my[t].flag)
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, retired, held>>

(* Retire the empty descriptors at the head of the list, until two others have
   been moved to its end: at most half of the listed ones stay empty. *)
ListRemoveEmptyDesc_get(t) ==
  /\ pc[t] = "ListRemoveEmptyDesc_get"
  /\ LET m == my[t] q == list[my[t].h[1]] IN
       IF q = <<>> THEN Go(t, "free_return", Nothing) /\ UNCHANGED list
       ELSE /\ list' = [list EXCEPT ![m.h[1]] = Tail(q)]
            /\ Go(t, "ListRemoveEmptyDesc_test", [m EXCEPT !.d = Head(q)])
  /\ UNCHANGED <<active, partial, descVars, mem, map, availVars, held>>

ListRemoveEmptyDesc_test(t) ==
  /\ pc[t] = "ListRemoveEmptyDesc_test"
  /\ LET m == my[t] IN
       IF anchor[m.d].state # "EMPTY" THEN Go(t, "ListRemoveEmptyDesc_put", m) /\ UNCHANGED list
       ELSE IF B("emptied and lost")
         THEN Go(t, "ListRemoveEmptyDesc_get", [m EXCEPT !.d = Null]) /\ UNCHANGED list
       ELSE /\ Go(t, "DescRetire_retire", [m EXCEPT !.ret = "ListRemoveEmptyDesc_get"])
            /\ list' = IF B("listed and retired")
                         THEN [list EXCEPT ![m.h[1]] = Append(@, m.d)] ELSE list
  /\ UNCHANGED <<active, partial, descVars, mem, map, availVars, held>>

ListRemoveEmptyDesc_put(t) ==
  /\ pc[t] = "ListRemoveEmptyDesc_put"
  /\ LET m == my[t] IN
       /\ list' = [list EXCEPT ![m.h[1]] = Append(@, m.d)]
       /\ IF m.n = 1 THEN Go(t, "free_return", Nothing)
          ELSE Go(t, "ListRemoveEmptyDesc_get", [m EXCEPT !.d = Null, !.n = 1])
  /\ UNCHANGED <<active, partial, descVars, mem, map, availVars, held>>
-----------------------------------------------------------------------------
(* DescRetire: keep the descriptor until no hazard pointer points to it, then
   push it. *)
Back(t, m) ==
  Go(t, m.ret, CASE m.ret = "free_return" -> Nothing
                 [] m.ret = "malloc_null" -> Nothing
                 [] OTHER -> [Nothing EXCEPT !.h = m.h, !.n = m.n])

Scanned(t, m) ==
  IF retired'[t] \subseteq m.seen THEN Back(t, m)
  ELSE \E d \in retired'[t] \ m.seen :
         Go(t, "DescRetire_load", [m EXCEPT !.d = d, !.todo = {}, !.old = Null])

DescRetire_retire(t) ==
  /\ pc[t] = "DescRetire_retire"
  /\ LET m == my[t] d == m.d IN
       /\ Forget(d)
       /\ IF AvailKind = "set"
            THEN avail' = avail \cup {d} /\ Back(t, m) /\ UNCHANGED retired
            ELSE /\ retired' = [retired EXCEPT ![t] = @ \cup {d}]
                 /\ IF B("retire without scan")
                      THEN Go(t, "DescRetire_load", m)
                      ELSE Go(t, "DescRetire_scan", [m EXCEPT !.d = Null, !.todo = Threads \ {t}])
                 /\ UNCHANGED avail
  /\ UNCHANGED <<heapVars, mem, map, top, next, fresh, hp, held>>

DescRetire_scan(t) ==
  /\ pc[t] = "DescRetire_scan"
  /\ UNCHANGED retired
  /\ IF my[t].todo = {} THEN Scanned(t, my[t])
     ELSE \E u \in my[t].todo :
            LET m == [my[t] EXCEPT !.todo = @ \ {u},
                                   !.seen = (@ \cup {hp[u]}) \cap retired[t]]
            IN IF m.todo = {} THEN Scanned(t, m) ELSE Go(t, "DescRetire_scan", m)
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, next, fresh, hp, held>>

DescRetire_load(t) ==
  /\ pc[t] = "DescRetire_load"
  /\ Go(t, "DescRetire_next", [my[t] EXCEPT !.old = top])
  /\ UNCHANGED <<heapVars, descVars, mem, map, availVars, held>>

DescRetire_next(t) ==
  /\ pc[t] = "DescRetire_next"
  /\ next' = [next EXCEPT ![my[t].d] = my[t].old]
  /\ Go(t, "DescRetire_CAS", my[t])
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, top, fresh, hp, retired, held>>

DescRetire_CAS(t) ==
  /\ pc[t] = "DescRetire_CAS"
  /\ LET m == my[t] IN
       IF top = m.old
         THEN /\ top' = m.d
              /\ retired' = [retired EXCEPT ![t] = @ \ {m.d}]
              /\ Scanned(t, m)
         ELSE /\ Go(t, "DescRetire_load", [m EXCEPT !.old = Null])
              /\ UNCHANGED <<top, retired>>
  /\ UNCHANGED <<heapVars, descVars, mem, map, avail, next, fresh, hp, held>>
-----------------------------------------------------------------------------
(* The algorithm, in the parts that a configuration puts together. *)
OneSuperblock(t) ==
  \/ malloc(t) \/ free(t) \/ malloc_return(t) \/ free_return(t)
  \/ MallocFromActive_load(t) \/ MallocFromActive_reserve(t)
  \/ MallocFromActive_anchor(t) \/ MallocFromActive_link(t) \/ MallocFromActive_pop(t)
  \/ UpdateActive_install(t) \/ HeapPutPartial_load(t) \/ HeapPutPartial_swap(t)
  \/ HeapGetPartial_load(t) \/ HeapGetPartial_take(t) \/ ListGetPartial_get(t)
  \/ MallocFromPartial_heap(t) \/ MallocFromPartial_anchor(t) \/ MallocFromPartial_reserve(t)
  \/ MallocFromPartial_reload(t) \/ MallocFromPartial_link(t) \/ MallocFromPartial_pop(t)
  \/ DescAlloc_load(t) \/ MallocFromNewSB_AllocNewSB(t) \/ MallocFromNewSB_init(t)
  \/ MallocFromNewSB_install(t)
  \/ free_prefix(t) \/ free_anchor(t) \/ free_link(t) \/ free_CAS(t) \/ free_FreeSB(t)
  \/ DescRetire_retire(t)

(* Where one superblock meets another. *)
Core(t) ==
  \/ OneSuperblock(t)
  \/ UpdateActive_anchor(t) \/ UpdateActive_return(t) \/ ListPutPartial_put(t)
  \/ MallocFromNewSB_undo(t)
(* The system may have nothing left. *)
Refused(t) == malloc_null(t)
(* Removal "published" or "hazard". *)
Eager(t) ==
  \/ free_heap(t) \/ RemoveEmptyDesc_CAS(t)
  \/ ListRemoveEmptyDesc_get(t) \/ ListRemoveEmptyDesc_test(t)
(* The same, where a listed descriptor may be in use. *)
Listed(t) == ListRemoveEmptyDesc_put(t)
(* Removal "hazard". *)
Hazard(t) == free_hazard(t) \/ free_clear(t) \/ RemoveEmptyDesc_clear(t)

(* AvailKind "stack". *)
Stack(t) ==
  \/ DescAlloc_hazard(t) \/ DescAlloc_check(t) \/ DescAlloc_next(t)
  \/ DescAlloc_CAS(t) \/ DescAlloc_clear(t)
  \/ DescRetire_scan(t) \/ DescRetire_load(t) \/ DescRetire_next(t) \/ DescRetire_CAS(t)

(* Steps that only planted bugs have. *)
Planted(t) == MallocFromActive_spin(t) \/ MallocFromNewSB_map(t) \/ free_assert(t)

All(t) == \/ Core(t) \/ Refused(t) \/ Eager(t) \/ Listed(t) \/ Hazard(t) \/ Stack(t)
          \/ DescAlloc_batch(t) \/ pass(t) \/ Planted(t)
Next == \E t \in Threads : All(t)
Spec == Init /\ [][Next]_vars
=============================================================================
