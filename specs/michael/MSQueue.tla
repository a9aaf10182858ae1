------------------------------ MODULE MSQueue ------------------------------
(* The list of partial superblocks as a linked FIFO queue (Michael and Scott
   1996) with hazard pointers (Michael 2004): ListPutPartial and ListGetPartial
   of Michael, by themselves. Refines FifoQueue.

   The queue's nodes are not the descriptors: the first node is a dummy, and a
   node is recycled when no hazard pointer points to it. *)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS Threads, Items, Nodes, Null, Bugs

AllBugs == {
  "no hazard",           \* no hazard pointers at all
  "head not checked",    \* a get does not look at head again after publishing its hazard pointer
  "tail stored",         \* a put moves tail to its node without looking where it is
  "tail not helped",     \* a put that finds tail behind waits for the other thread
  "item read late"}      \* a get reads the item after its CAS, when the node may be gone
ASSUME Bugs \subseteq AllBugs

VARIABLES
  head, tail,
  next, item,   \* of each node
  hp,           \* thread -> two hazard pointers
  retired,      \* thread -> nodes retired and not yet recycled
  unused,       \* nodes that can be taken
  out,          \* the items that clients hold
  pc, my
vars == <<head, tail, next, item, hp, retired, unused, out, pc, my>>
queueVars == <<head, tail, next, item>>

B(bug) == bug \in Bugs
Nothing == [x |-> Null, node |-> Null, h |-> Null, tl |-> Null, nxt |-> Null,
            todo |-> {}, seen |-> {}]
Go(t, label, locals) ==
  /\ pc' = [pc EXCEPT ![t] = label]
  /\ my' = [my EXCEPT ![t] = locals]
Hazard(t, k, node) == IF B("no hazard") THEN UNCHANGED hp
                      ELSE hp' = [hp EXCEPT ![t][k] = node]

Init ==
  /\ \E dummy \in Nodes : head = dummy /\ tail = dummy /\ unused = Nodes \ {dummy}
  /\ next = [n \in Nodes |-> Null]
  /\ item = [n \in Nodes |-> Null]
  /\ hp = [t \in Threads |-> <<Null, Null>>]
  /\ retired = [t \in Threads |-> {}]
  /\ out = Items
  /\ pc = [t \in Threads |-> "idle"]
  /\ my = [t \in Threads |-> Nothing]
-----------------------------------------------------------------------------
(* ListPutPartial. The client calls only while there is a node to be had. *)
Put(t) ==
  /\ pc[t] = "idle"
  /\ \E x \in out : \E n \in unused :
       /\ out' = out \ {x}
       /\ unused' = unused \ {n}
       /\ item' = [item EXCEPT ![n] = x]
       /\ next' = [next EXCEPT ![n] = Null]
       /\ Go(t, "put_tail", [Nothing EXCEPT !.x = x, !.node = n])
  /\ UNCHANGED <<head, tail, hp, retired>>

put_tail(t) ==
  /\ pc[t] = "put_tail"
  /\ Go(t, "put_hazard", [my[t] EXCEPT !.tl = tail, !.nxt = Null])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

put_hazard(t) ==
  /\ pc[t] = "put_hazard"
  /\ Hazard(t, 1, my[t].tl)
  /\ Go(t, "put_check", my[t])
  /\ UNCHANGED <<queueVars, retired, unused, out>>

put_check(t) ==
  /\ pc[t] = "put_check"
  /\ IF tail = my[t].tl THEN Go(t, "put_next", my[t])
                        ELSE Go(t, "put_tail", [my[t] EXCEPT !.tl = Null])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

put_next(t) ==
  /\ pc[t] = "put_next"
  /\ LET n == next[my[t].tl] IN
       IF n = Null THEN Go(t, "put_CAS", my[t])
       ELSE IF B("tail not helped") THEN Go(t, "put_tail", [my[t] EXCEPT !.tl = Null])
       ELSE Go(t, "put_help", [my[t] EXCEPT !.nxt = n])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

(* tail is behind: move it, then try again. *)
put_help(t) ==
  /\ pc[t] = "put_help"
  /\ tail' = IF tail = my[t].tl THEN my[t].nxt ELSE tail
  /\ Go(t, "put_tail", [my[t] EXCEPT !.tl = Null, !.nxt = Null])
  /\ UNCHANGED <<head, next, item, hp, retired, unused, out>>

put_CAS(t) ==
  /\ pc[t] = "put_CAS"
  /\ IF next[my[t].tl] = Null
       THEN /\ next' = [next EXCEPT ![my[t].tl] = my[t].node]
            /\ Go(t, "put_swing", my[t])
       ELSE Go(t, "put_tail", [my[t] EXCEPT !.tl = Null]) /\ UNCHANGED next
  /\ UNCHANGED <<head, tail, item, hp, retired, unused, out>>

put_swing(t) ==
  /\ pc[t] = "put_swing"
  /\ tail' = IF tail = my[t].tl \/ B("tail stored") THEN my[t].node ELSE tail
  /\ Go(t, "clear", Nothing)
  /\ UNCHANGED <<head, next, item, hp, retired, unused, out>>
-----------------------------------------------------------------------------
(* ListGetPartial. *)
Get(t) ==
  /\ pc[t] = "idle" /\ Go(t, "get_head", Nothing)
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_head(t) ==
  /\ pc[t] = "get_head"
  /\ Go(t, "get_hazard", [Nothing EXCEPT !.h = head])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_hazard(t) ==
  /\ pc[t] = "get_hazard"
  /\ Hazard(t, 1, my[t].h)
  /\ Go(t, IF B("head not checked") THEN "get_tail" ELSE "get_check", my[t])
  /\ UNCHANGED <<queueVars, retired, unused, out>>

get_check(t) ==
  /\ pc[t] = "get_check"
  /\ IF head = my[t].h THEN Go(t, "get_tail", my[t]) ELSE Go(t, "get_head", Nothing)
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_tail(t) ==
  /\ pc[t] = "get_tail"
  /\ Go(t, "get_next", [my[t] EXCEPT !.tl = tail])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_next(t) ==
  /\ pc[t] = "get_next"
  /\ Go(t, "get_hazard2", [my[t] EXCEPT !.nxt = next[my[t].h]])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_hazard2(t) ==
  /\ pc[t] = "get_hazard2"
  /\ Hazard(t, 2, my[t].nxt)
  /\ Go(t, "get_check2", my[t])
  /\ UNCHANGED <<queueVars, retired, unused, out>>

get_check2(t) ==
  /\ pc[t] = "get_check2"
  /\ LET m == my[t] IN
       IF head # m.h /\ ~B("head not checked") THEN Go(t, "get_head", Nothing)
       ELSE IF m.nxt = Null THEN Go(t, "clear", Nothing)
       ELSE IF m.h = m.tl THEN Go(t, "get_help", m)
       ELSE Go(t, IF B("item read late") THEN "get_CAS" ELSE "get_item", [m EXCEPT !.tl = Null])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_help(t) ==
  /\ pc[t] = "get_help"
  /\ tail' = IF tail = my[t].tl THEN my[t].nxt ELSE tail
  /\ Go(t, "get_head", Nothing)
  /\ UNCHANGED <<head, next, item, hp, retired, unused, out>>

get_item(t) ==
  /\ pc[t] = "get_item"
  /\ Go(t, "get_CAS", [my[t] EXCEPT !.x = item[my[t].nxt]])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>

get_CAS(t) ==
  /\ pc[t] = "get_CAS"
  /\ LET m == my[t] IN
       IF head = m.h
         THEN /\ head' = m.nxt
              /\ Go(t, IF B("item read late") THEN "get_release" ELSE "clear",
                    [Nothing EXCEPT !.x = m.x, !.node = m.h,
                                    !.nxt = IF B("item read late") THEN m.nxt ELSE Null])
         ELSE Go(t, "get_head", Nothing) /\ UNCHANGED head
  /\ UNCHANGED <<tail, next, item, hp, retired, unused, out>>

(* The planted bug: the hazard pointers go before the item is read. *)
get_release(t) ==
  /\ pc[t] = "get_release"
  /\ hp' = [hp EXCEPT ![t] = <<Null, Null>>]
  /\ Go(t, "get_late", my[t])
  /\ UNCHANGED <<queueVars, retired, unused, out>>

get_late(t) ==
  /\ pc[t] = "get_late"
  /\ Go(t, "clear", [my[t] EXCEPT !.x = item[my[t].nxt], !.nxt = Null])
  /\ UNCHANGED <<queueVars, hp, retired, unused, out>>
-----------------------------------------------------------------------------
(* Clear the hazard pointers; a get retires the old dummy. *)
clear(t) ==
  /\ pc[t] = "clear"
  /\ hp' = [hp EXCEPT ![t] = <<Null, Null>>]
  /\ LET m == my[t] IN
       IF m.node = Null
         THEN Go(t, "done", Nothing) /\ UNCHANGED retired
         ELSE /\ retired' = [retired EXCEPT ![t] = @ \cup {m.node}]
              /\ Go(t, "scan", [Nothing EXCEPT !.x = m.x, !.todo = Threads \ {t}])
  /\ UNCHANGED <<queueVars, unused, out>>

scan(t) ==
  /\ pc[t] = "scan"
  /\ LET Recycle(m) == /\ retired' = [retired EXCEPT ![t] = @ \cap m.seen]
                       /\ unused' = unused \cup (retired[t] \ m.seen)
                       /\ Go(t, "done", [m EXCEPT !.seen = {}])
     IN IF my[t].todo = {} THEN Recycle(my[t])
        ELSE \E u \in my[t].todo :
               LET m == [my[t] EXCEPT !.todo = @ \ {u},
                           !.seen = @ \cup ({hp[u][1], hp[u][2]} \cap retired[t])]
               IN IF m.todo = {} THEN Recycle(m)
                  ELSE Go(t, "scan", m) /\ UNCHANGED <<retired, unused>>
  /\ UNCHANGED <<queueVars, hp, out>>

Answer(t) ==
  /\ pc[t] = "done"
  /\ out' = IF my[t].x = Null THEN out ELSE out \cup {my[t].x}
  /\ Go(t, "idle", Nothing)
  /\ UNCHANGED <<queueVars, hp, retired, unused>>

NotHelping(t) ==
  \/ Put(t) \/ put_tail(t) \/ put_hazard(t) \/ put_check(t) \/ put_next(t)
  \/ put_CAS(t) \/ put_swing(t)
  \/ Get(t) \/ get_head(t) \/ get_hazard(t) \/ get_check(t) \/ get_tail(t) \/ get_next(t)
  \/ get_hazard2(t) \/ get_check2(t) \/ get_help(t) \/ get_item(t) \/ get_CAS(t)
  \/ clear(t) \/ scan(t) \/ Answer(t)
Step(t) == NotHelping(t) \/ put_help(t)
Late(t) == get_release(t) \/ get_late(t)
Next == \E t \in Threads : Step(t)
Spec == Init /\ [][Next]_vars
BugSpec == Init /\ [][\E t \in Threads : Step(t) \/ Late(t)]_vars
-----------------------------------------------------------------------------
RECURSIVE NodesFrom(_, _)
NodesFrom(n, seen) == IF n = Null \/ n \in seen THEN <<>>
                      ELSE <<n>> \o NodesFrom(next[n], seen \cup {n})
Chain == NodesFrom(next[head], {head})
Queue == [i \in 1 .. Len(Chain) |-> item[Chain[i]]]

(* Every item is in one place, every node too. *)
Putting == {"put_tail", "put_hazard", "put_check", "put_next", "put_help", "put_CAS"}
Reading == {"get_release", "get_late"}  \* only with the planted bug
InHand == {t \in Threads : pc[t] \in Putting \cup Reading \cup {"clear", "scan", "done"}}
ItemOf(t) == IF pc[t] \in Reading THEN item[my[t].nxt] ELSE my[t].x
CONSERVATION ==
  /\ \A x \in Items :
       Cardinality({i \in DOMAIN Queue : Queue[i] = x}) + (IF x \in out THEN 1 ELSE 0)
       + Cardinality({t \in InHand : ItemOf(t) = x}) = 1
  /\ \A n \in Nodes :
       (IF n = head THEN 1 ELSE 0) + (IF n \in unused THEN 1 ELSE 0)
       + Cardinality({i \in DOMAIN Chain : Chain[i] = n})
       + Cardinality({t \in Threads : n \in retired[t]})
       + Cardinality({t \in InHand : my[t].node = n /\ pc[t] # "scan"}) = 1
METADATA == tail = head \/ \E i \in DOMAIN Chain : Chain[i] = tail

LockFreeSpec == Spec /\ WF_vars(Next)
LOCK_FREE == []<><<\E t \in Threads : pc[t] # "idle" /\ pc'[t] = "idle">>_vars

Getting == {"get_head", "get_hazard", "get_check", "get_tail", "get_next",
            "get_hazard2", "get_check2", "get_help", "get_item", "get_CAS"}
(* A get that has read a null link of its protected dummy has seen the queue empty. *)
SawEmpty(t) == pc[t] \in {"get_hazard2", "get_check2"} /\ my[t].nxt = Null
Fifo == INSTANCE FifoQueue WITH
  queue <- Queue,
  call <- [t \in Threads |->
    CASE pc[t] = "idle" -> [op |-> "idle"]
      [] pc[t] \in Putting -> [op |-> "put", item |-> my[t].x]
      [] pc[t] \in Getting -> [op |-> "get", empty |-> SawEmpty(t)]
      [] ItemOf(t) # Null /\ pc[t] # "put_swing" -> [op |-> "got", item |-> ItemOf(t)]
      [] OTHER -> [op |-> "done"]]
REFINEMENT == Fifo!Spec
=============================================================================
