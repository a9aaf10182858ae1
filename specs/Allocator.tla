----------------------------- MODULE Allocator -----------------------------
(* The atomic allocator. Every other model here refines this one.

   Threads ask an allocator for blocks of a space of units, and give blocks
   back. A call has three steps, so that concurrent models can be held against
   it: the thread invokes it, at one instant it takes effect (Grant, Fail,
   Reclaim), and the thread receives the answer. A model is linearizable when
   it refines Spec.

   Which legal block is granted is left open here: that is the clause POLICY
   of each design. A wrong free changes nothing, so it is a stuttering step.
   The invariants carry the names of org.alloracle.contract.Clause. *)
EXTENDS Integers

CONSTANTS
  Threads,        \* the callers
  Space,          \* number of units; they are 0 .. Space-1
  Requests,       \* what may be asked: records [size, alignment], in units
  Candidates(_),  \* the blocks that the design can ever grant for a request
  FailureTier     \* "exact", "quiescent" or "sound", see MayFail

VARIABLES
  free,   \* the units that belong to nobody
  held,   \* for each thread, the live blocks it holds
  call    \* for each thread, where its call stands
vars == <<free, held, call>>

AllUnits == 0 .. Space - 1
Block == [start : AllUnits, size : 1 .. Space]
Units(b) == b.start .. b.start + b.size - 1

(* The envelope: every block that the contract allows for a request. *)
AnyBlock(r) == {b \in Block : /\ b.start + b.size <= Space
                              /\ b.size >= r.size
                              /\ b.start % r.alignment = 0}

ASSUME /\ Threads # {} /\ Space \in Nat \ {0}
       /\ Requests \subseteq [size : Nat, alignment : Nat \ {0}]
       /\ \A r \in Requests : Candidates(r) \subseteq AnyBlock(r)
       /\ FailureTier \in {"exact", "quiescent", "sound"}

Idle == [op |-> "idle"]

Init == /\ free = AllUnits
        /\ held = [t \in Threads |-> {}]
        /\ call = [t \in Threads |-> Idle]
-----------------------------------------------------------------------------
Fits(b) == Units(b) \subseteq free

(* When a request may be refused: only while no candidate is free (exact);
   also while another thread is in the middle of a call, since memory in its
   hands is nobody's yet (quiescent, for designs that are exact at rest); or
   at any time (sound: refusals are promised nothing about). *)
MayFail(t) ==
  \/ FailureTier = "sound"
  \/ FailureTier = "quiescent" /\ \E u \in Threads \ {t} : call[u] # Idle
  \/ \A b \in Candidates(call[t].request) : ~Fits(b)

InvokeAllocate(t, r) ==
  /\ call[t] = Idle
  /\ call' = [call EXCEPT ![t] = [op |-> "allocate", request |-> r]]
  /\ UNCHANGED <<free, held>>

Grant(t, b) ==
  /\ call[t].op = "allocate"
  /\ b \in Candidates(call[t].request) /\ Fits(b)
  /\ free' = free \ Units(b)
  /\ call' = [call EXCEPT ![t] =
                [op |-> "granted", request |-> call[t].request, block |-> b]]
  /\ UNCHANGED held

Fail(t) ==
  /\ call[t].op = "allocate" /\ MayFail(t)
  /\ call' = [call EXCEPT ![t] = [op |-> "failed"]]
  /\ UNCHANGED <<free, held>>

(* VALID_FREE, the caller's side: a thread gives back a block it holds. *)
InvokeFree(t, b) ==
  /\ call[t] = Idle /\ b \in held[t]
  /\ held' = [held EXCEPT ![t] = @ \ {b}]
  /\ call' = [call EXCEPT ![t] = [op |-> "free", block |-> b]]
  /\ UNCHANGED free

Reclaim(t) ==
  /\ call[t].op = "free"
  /\ free' = free \cup Units(call[t].block)
  /\ call' = [call EXCEPT ![t] = [op |-> "freed"]]
  /\ UNCHANGED held

Respond(t) ==
  /\ call[t].op \in {"granted", "failed", "freed"}
  /\ held' = IF call[t].op = "granted"
               THEN [held EXCEPT ![t] = @ \cup {call[t].block}] ELSE held
  /\ call' = [call EXCEPT ![t] = Idle]
  /\ UNCHANGED free

(* One thread hands a live block to another, which may then free it. *)
Pass(t, u, b) ==
  /\ call[t] = Idle /\ b \in held[t] /\ u # t
  /\ held' = [held EXCEPT ![t] = @ \ {b}, ![u] = @ \cup {b}]
  /\ UNCHANGED <<free, call>>

TakeEffect(t) == Fail(t) \/ Reclaim(t) \/ \E b \in Block : Grant(t, b)
Client(t) == \/ \E r \in Requests : InvokeAllocate(t, r)
             \/ \E b \in held[t] : InvokeFree(t, b)
             \/ \E u \in Threads, b \in held[t] : Pass(t, u, b)
Next == \E t \in Threads : Client(t) \/ TakeEffect(t) \/ Respond(t)

Spec == Init /\ [][Next]_vars
(* With every call answered; clients may stop calling. *)
FairSpec == Spec /\ \A t \in Threads : WF_vars(TakeEffect(t) \/ Respond(t))
-----------------------------------------------------------------------------
(* The blocks that somebody answers for: held, or in a call's hands. The tag
   keeps a block that was granted twice from counting once. *)
Claims == UNION {
  {<<t, "held", b>> : b \in held[t]} \cup
  (IF call[t].op \in {"granted", "free"} THEN {<<t, "call", call[t].block>>}
                                         ELSE {}) : t \in Threads}
Claimed == UNION {Units(c[3]) : c \in Claims}

CONTAINMENT == Claimed \subseteq AllUnits
DISJOINTNESS == \A c, d \in Claims : c # d => Units(c[3]) \cap Units(d[3]) = {}
ALIGNMENT == \A t \in Threads : call[t].op = "granted" =>
               call[t].block.start % call[t].request.alignment = 0
CAPACITY == \A t \in Threads : call[t].op = "granted" =>
              call[t].block.size >= call[t].request.size
CONSERVATION == free \cap Claimed = {} /\ free \cup Claimed = AllUnits

(* A live block stays as it is until its holder frees it or passes it on. *)
FRAME == [][\A t \in Threads : \A b \in held[t] :
              \/ b \in held'[t]
              \/ call[t] = Idle /\ call'[t] = [op |-> "free", block |-> b]
              \/ call' = call /\ \E u \in Threads : b \in held'[u]]_vars
(* When a free has taken effect, the block's units can be granted again. *)
REUSE == [][\A t \in Threads :
              (call[t].op = "free" /\ call'[t].op # "free")
                => Units(call[t].block) \subseteq free']_vars
HONEST_FAILURE == [][\A t \in Threads :
              (call[t].op = "allocate" /\ call'[t].op = "failed")
                => MayFail(t) /\ free' = free /\ held' = held]_vars
(* Progress: with FairSpec, every call is answered. *)
ANSWERED == \A t \in Threads : call[t] # Idle ~> call[t] = Idle
=============================================================================
