----------------------------- MODULE FifoQueue -----------------------------
(* An atomic FIFO queue of distinct items: what Michael assumes of the list of
   partial superblocks of a size class. A get finds nothing if the queue was
   empty at some time during the call; it may forget that it saw this. *)
EXTENDS Sequences

CONSTANTS Threads, Items

VARIABLES
  queue,
  out,    \* the items that clients hold
  call    \* thread -> where its call stands
vars == <<queue, out, call>>

Idle == [op |-> "idle"]
Init == /\ queue = <<>> /\ out = Items
        /\ call = [t \in Threads |-> Idle]

To(t, c) == call' = [call EXCEPT ![t] = c]

InvokePut(t, x) == /\ call[t] = Idle /\ x \in out
                   /\ out' = out \ {x} /\ To(t, [op |-> "put", item |-> x]) /\ UNCHANGED queue
Put(t) == /\ call[t].op = "put"
          /\ queue' = Append(queue, call[t].item) /\ To(t, [op |-> "done"]) /\ UNCHANGED out
InvokeGet(t) == call[t] = Idle /\ To(t, [op |-> "get", empty |-> FALSE]) /\ UNCHANGED <<queue, out>>
Get(t) == /\ call[t].op = "get" /\ queue # <<>>
          /\ queue' = Tail(queue) /\ To(t, [op |-> "got", item |-> Head(queue)]) /\ UNCHANGED out
SeeEmpty(t) == /\ call[t].op = "get" /\ queue = <<>>
               /\ To(t, [op |-> "get", empty |-> TRUE]) /\ UNCHANGED <<queue, out>>
Forget(t) == /\ call[t].op = "get"
             /\ To(t, [op |-> "get", empty |-> FALSE]) /\ UNCHANGED <<queue, out>>
FindNothing(t) == /\ call[t].op = "get" /\ call[t].empty
                  /\ To(t, [op |-> "done"]) /\ UNCHANGED <<queue, out>>
Respond(t) == /\ call[t].op \in {"got", "done"}
              /\ out' = IF call[t].op = "got" THEN out \cup {call[t].item} ELSE out
              /\ To(t, Idle) /\ UNCHANGED queue

Next == \E t \in Threads :
  \/ Put(t) \/ InvokeGet(t) \/ Get(t) \/ SeeEmpty(t) \/ Forget(t) \/ FindNothing(t)
  \/ Respond(t)
  \/ \E x \in Items : InvokePut(t, x)
Spec == Init /\ [][Next]_vars
=============================================================================
