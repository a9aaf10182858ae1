------------------------------ MODULE Channel ------------------------------
(* An atomic queue of messages with one consumer: what an allocator of snmalloc
   has for the others' frees. A put takes effect at once as a whole, but it is
   some time before the consumer must see it: a take may find nothing if there
   is nothing, or if some put has taken effect and not returned. *)
EXTENDS Integers, Sequences

CONSTANTS Producers, Messages

VARIABLES
  queue,
  out,    \* the messages that clients hold
  put,    \* producer -> where its call stands
  take    \* where the consumer's call stands
vars == <<queue, out, put, take>>

Idle == [op |-> "idle"]
Init == /\ queue = <<>> /\ out = Messages
        /\ put = [p \in Producers |-> Idle]
        /\ take = Idle

To(p, c) == put' = [put EXCEPT ![p] = c]
Lists == {<<x>> : x \in out} \cup {<<x, y>> : x, y \in out}

InvokePut(p, list) ==
  /\ put[p] = Idle /\ list[1] \in out /\ list[Len(list)] \in out
  /\ Len(list) \in 1 .. 2 /\ (Len(list) = 2 => list[1] # list[2])
  /\ out' = out \ {list[i] : i \in DOMAIN list}
  /\ To(p, [op |-> "put", list |-> list]) /\ UNCHANGED <<queue, take>>
Put(p) == /\ put[p].op = "put"
          /\ queue' = queue \o put[p].list /\ To(p, [op |-> "linking"]) /\ UNCHANGED <<out, take>>
RespondPut(p) == put[p].op = "linking" /\ To(p, Idle) /\ UNCHANGED <<queue, out, take>>

InvokeTake == take = Idle /\ take' = [op |-> "take"] /\ UNCHANGED <<queue, out, put>>
Take == /\ take.op = "take" /\ queue # <<>>
        /\ queue' = Tail(queue) /\ take' = [op |-> "taken", message |-> Head(queue)]
        /\ UNCHANGED <<out, put>>
FindNothing == /\ take.op = "take"
               /\ queue = <<>> \/ \E p \in Producers : put[p].op = "linking"
               /\ take' = [op |-> "nothing"] /\ UNCHANGED <<queue, out, put>>
RespondTake == /\ take.op \in {"taken", "nothing"}
               /\ out' = IF take.op = "taken" THEN out \cup {take.message} ELSE out
               /\ take' = Idle /\ UNCHANGED <<queue, put>>

Next ==
  \/ \E p \in Producers : Put(p) \/ RespondPut(p) \/ \E list \in Lists : InvokePut(p, list)
  \/ InvokeTake \/ Take \/ FindNothing \/ RespondTake
Spec == Init /\ [][Next]_vars
=============================================================================
