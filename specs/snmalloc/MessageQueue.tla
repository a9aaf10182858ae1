--------------------------- MODULE MessageQueue ----------------------------
(* The incoming queue of an allocator of snmalloc (Lietar and others 2019):
   messages are linked through themselves; a producer puts in a list by one
   exchange of back and then links it. Refines Channel.

   The paper keeps the oldest message in the queue, so that it is never empty.
   Here a stub is in it if nothing else is, and every message can be taken. *)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS Producers, Messages, Stub, Null, Bugs

AllBugs == {
  "link before exchange",  \* a producer links to what it reads in back, and exchanges then
  "no null check",         \* the consumer goes on to a link without looking whether it is there
  "last not ended",        \* a producer leaves the link of its last message as it was
  "back not read",         \* the consumer puts the stub in although its message is not the last
  "stale look"}            \* the consumer gives up if another message came meanwhile
ASSUME Bugs \subseteq AllBugs

VARIABLES
  back,
  front,   \* the consumer's own
  next,    \* the link of each message, and of the stub
  out,     \* the messages that clients hold
  order,   \* what was exchanged in and not taken out, in order; not in the code
  pc, my,  \* of each producer
  cpc, m, prev   \* of the consumer: its label, its message, what was last before the stub
vars == <<back, front, next, out, order, pc, my, cpc, m, prev>>
producers == <<pc, my>>
consumer == <<cpc, m, prev>>

B(bug) == bug \in Bugs
Nothing == [list |-> <<>>, prev |-> Null]
Go(p, label, locals) ==
  /\ pc' = [pc EXCEPT ![p] = label]
  /\ my' = [my EXCEPT ![p] = locals]
First(list) == list[1]
Last(list) == list[Len(list)]

Init ==
  /\ back = Stub /\ front = Stub
  /\ next = [x \in Messages \cup {Stub} |-> Null]
  /\ out = Messages /\ order = <<>>
  /\ pc = [p \in Producers |-> "idle"] /\ my = [p \in Producers |-> Nothing]
  /\ cpc = "idle" /\ m = Null /\ prev = Null
-----------------------------------------------------------------------------
(* A list is linked before it is put: nobody else can reach it yet. *)
Put(p) ==
  /\ pc[p] = "idle"
  /\ \E list \in {<<x>> : x \in out} \cup {<<x, y>> : x, y \in out} :
       /\ Len(list) = 2 => list[1] # list[2]
       /\ out' = out \ {list[i] : i \in DOMAIN list}
       /\ next' = IF Len(list) = 2 THEN [next EXCEPT ![list[1]] = list[2]] ELSE next
       /\ Go(p, "put_end", [Nothing EXCEPT !.list = list])
  /\ UNCHANGED <<back, front, order, consumer>>

put_end(p) ==
  /\ pc[p] = "put_end"
  /\ next' = IF B("last not ended") THEN next ELSE [next EXCEPT ![Last(my[p].list)] = Null]
  /\ Go(p, IF B("link before exchange") THEN "put_read" ELSE "put_exchange", my[p])
  /\ UNCHANGED <<back, front, out, order, consumer>>

put_exchange(p) ==
  /\ pc[p] = "put_exchange"
  /\ back' = Last(my[p].list)
  /\ IF B("link before exchange") THEN Go(p, "idle", Nothing) /\ UNCHANGED order
     ELSE /\ order' = order \o my[p].list
          /\ Go(p, "put_link", [list |-> <<First(my[p].list)>>, prev |-> back])
  /\ UNCHANGED <<front, next, out, consumer>>

put_link(p) ==
  /\ pc[p] = "put_link"
  /\ next' = [next EXCEPT ![my[p].prev] = First(my[p].list)]
  /\ IF B("link before exchange")
       THEN order' = order \o my[p].list /\ Go(p, "put_exchange", [my[p] EXCEPT !.prev = Null])
       ELSE Go(p, "idle", Nothing) /\ UNCHANGED order
  /\ UNCHANGED <<back, front, out, consumer>>

(* The planted bug: back is read here, and exchanged after the link. *)
put_read(p) ==
  /\ pc[p] = "put_read"
  /\ Go(p, "put_link", [my[p] EXCEPT !.prev = back])
  /\ UNCHANGED <<back, front, next, out, order, consumer>>
-----------------------------------------------------------------------------
C(label, message) == cpc' = label /\ m' = message
Taken(message, to) ==
  /\ front' = to
  /\ order' = IF order # <<>> /\ Head(order) = message THEN Tail(order) ELSE <<Null>> \o order

Take ==
  /\ cpc = "idle" /\ C("take_next", front)
  /\ UNCHANGED <<back, front, next, out, order, producers, prev>>

take_next ==
  /\ cpc = "take_next"
  /\ LET n == next[m] IN
       IF m = Stub
         THEN IF n = Null THEN C("nothing", Null) /\ UNCHANGED <<front, order>>
              ELSE front' = n /\ C("take_next", n) /\ UNCHANGED order
         ELSE IF n # Null \/ B("no null check")
                THEN Taken(m, IF n = Null THEN Stub ELSE n) /\ C("taken", m)
                ELSE C("take_back", m) /\ UNCHANGED <<front, order>>
  /\ UNCHANGED <<back, next, out, producers, prev>>

take_back ==
  /\ cpc = "take_back"
  /\ IF back = m \/ B("back not read") THEN C("stub_end", m)
     ELSE IF B("stale look") THEN C("nothing", Null) ELSE C("take_again", m)
  /\ UNCHANGED <<back, front, next, out, order, producers, prev>>

(* The message is the last: the stub is put in behind it, as any message is. *)
stub_end ==
  /\ cpc = "stub_end"
  /\ next' = [next EXCEPT ![Stub] = Null]
  /\ C("stub_exchange", m)
  /\ UNCHANGED <<back, front, out, order, producers, prev>>

stub_exchange ==
  /\ cpc = "stub_exchange"
  /\ back' = Stub /\ prev' = back
  /\ C("stub_link", m)
  /\ UNCHANGED <<front, next, out, order, producers>>

stub_link ==
  /\ cpc = "stub_link"
  /\ next' = [next EXCEPT ![prev] = Stub] /\ prev' = Null
  /\ C("take_again", m)
  /\ UNCHANGED <<back, front, out, order, producers>>

take_again ==
  /\ cpc = "take_again"
  /\ IF next[m] = Null THEN C("nothing", Null) /\ UNCHANGED <<front, order>>
     ELSE Taken(m, next[m]) /\ C("taken", m)
  /\ UNCHANGED <<back, next, out, producers, prev>>

Answer ==
  /\ cpc \in {"taken", "nothing"}
  /\ out' = IF cpc = "taken" THEN out \cup {m} ELSE out
  /\ C("idle", Null)
  /\ UNCHANGED <<back, front, next, order, producers, prev>>

Produce(p) == Put(p) \/ put_end(p) \/ put_exchange(p) \/ put_link(p)
Consume == Take \/ take_next \/ take_back \/ stub_end \/ stub_exchange \/ stub_link
           \/ take_again \/ Answer
Next == Consume \/ \E p \in Producers : Produce(p)
Spec == Init /\ [][Next]_vars
BugSpec == Init /\ [][Consume \/ \E p \in Producers : Produce(p) \/ put_read(p)]_vars
-----------------------------------------------------------------------------
(* What can be reached from front by links, without the stub. *)
RECURSIVE From(_, _)
From(x, seen) == IF x = Null \/ x \in seen THEN <<>>
                 ELSE (IF x = Stub THEN <<>> ELSE <<x>>) \o From(next[x], seen \cup {x})
Visible == From(front, {})
IsPrefix(s, t) == Len(s) <= Len(t) /\ \A i \in DOMAIN s : s[i] = t[i]
(* A producer has its list in hand up to the exchange; with the planted bug, up to the link. *)
Having == {"put_end", "put_read",
           IF B("link before exchange") THEN "put_link" ELSE "put_exchange"}
Half == IF B("link before exchange") THEN "put_exchange" ELSE "put_link"
Linking == {p \in Producers : pc[p] = Half}

(* The links agree with the order; all of it can be seen if nothing is being linked. *)
METADATA == /\ IsPrefix(Visible, order)
            /\ Linking = {} /\ cpc # "stub_link" => Visible = order
            /\ front # Null

(* A message is with a client, in a producer's or the consumer's hand, or in the queue, once. *)
CONSERVATION ==
  \A x \in Messages :
    (IF x \in out THEN 1 ELSE 0)
    + Cardinality({p \in Producers : pc[p] \in Having
                                     /\ x \in {my[p].list[i] : i \in DOMAIN my[p].list}})
    + (IF cpc = "taken" /\ m = x THEN 1 ELSE 0)
    + Cardinality({i \in DOMAIN order : order[i] = x}) = 1

Chan == INSTANCE Channel WITH
  queue <- order,
  put <- [p \in Producers |->
    CASE pc[p] = "idle" -> [op |-> "idle"]
      [] pc[p] = Half -> [op |-> "linking"]
      [] OTHER -> [op |-> "put", list |-> my[p].list]],
  take <- CASE cpc = "idle" -> [op |-> "idle"]
            [] cpc = "taken" -> [op |-> "taken", message |-> m]
            [] cpc = "nothing" -> [op |-> "nothing"]
            [] OTHER -> [op |-> "take"]
REFINEMENT == Chan!Spec

(* What is put in is taken out, if the consumer goes on and producers end their calls. *)
FairSpec == Spec /\ WF_vars(Consume) /\ \A p \in Producers : WF_vars(put_end(p) \/ put_exchange(p) \/ put_link(p))
REUSE == \A x \in Messages : (\E i \in DOMAIN order : order[i] = x) ~> x \in out
=============================================================================
