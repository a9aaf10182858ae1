---------------------------- MODULE MichaelTrace ----------------------------
(* Is a recorded run of the code a behaviour of Michael? A log has the steps of
   each thread in order, and which steps certainly came before which others; the
   rest of the order is for TLC to find. A step must be one that the model's
   thread can take, with the registers afterwards that were recorded.

   Several logs are looked at in one run; each has its own part of the state
   graph. A log is accepted if some state is reached in which all its entries are
   taken. What the logs say comes from Java (org.alloracle.evidence.steps), which
   also writes down how far each log got; it has no say in what a step may be. *)
EXTENDS MichaelClauses, TLC

NotJava == Assert(FALSE, "this operator is defined in Java: see StepOperators")
Logs == NotJava             \* how many logs there are
Length(l, t) == NotJava     \* how many entries log l has of thread t
(* Entry i of thread t in log l: label; next, the label after it, or "-" if that
   is not known; after, the registers that were recorded; before, thread -> how
   many of its entries certainly came before this one. *)
Entry(l, t, i) == NotJava
DescOrder == NotJava        \* the descriptors, lowest first
(* These two are TRUE, and write down what they are given. *)
Tried(l, p, t, label, registers) == NotJava
Reached(l, p, state, broken) == NotJava

VARIABLES
  log,   \* the log this behaviour is of
  pos    \* thread -> how many of its entries are taken
traceVars == <<vars, log, pos>>

(* The superblock is in the log. Descriptors come from the system in order. *)
AnyOffered(obtainable) == obtainable
InOrder(S, n) ==
  {q \in {SubSeq(DescOrder, i, i + n - 1) : i \in 1 .. Len(DescOrder) - n + 1} : Range(q) \subseteq S}

TraceInit == /\ Init
             /\ log \in 1 .. Logs
             /\ pos = [t \in Threads |-> 0]

Labelled(t, label) ==
  IF pc[t] = "idle"
    THEN \/ label = "malloc" /\ malloc(t)
         \/ label = "free" /\ free(t)
    ELSE pc[t] = label /\ All(t)

Take(t) ==
  /\ pos[t] < Length(log, t)
  /\ LET e == Entry(log, t, pos[t] + 1) IN
       /\ \A u \in Threads : pos[u] >= e.before[u]
       /\ Labelled(t, e.label)
       /\ Tried(log, pos, t, pc'[t], my'[t])
       /\ e.next \in {pc'[t], "-"}
       /\ \A r \in DOMAIN e.after : my'[t][r] = e.after[r]
  /\ pos' = [pos EXCEPT ![t] = @ + 1]
  /\ UNCHANGED log

TraceNext == \E t \in Threads : Take(t)
TraceSpec == TraceInit /\ [][TraceNext]_traceVars
-----------------------------------------------------------------------------
(* The clauses hold in the states that the real run went through. *)
Unless(name, clause) == IF clause THEN {} ELSE {name}
Broken ==
  UNION {Unless("CONTAINMENT", CONTAINMENT), Unless("DISJOINTNESS", DISJOINTNESS),
         Unless("CAPACITY", CAPACITY), Unless("CONSERVATION", CONSERVATION),
         Unless("METADATA_CHAIN", METADATA_CHAIN), Unless("METADATA_CREDITS", METADATA_CREDITS),
         Unless("METADATA_STATES", METADATA_STATES),
         Unless("METADATA_OWNERSHIP", METADATA_OWNERSHIP), Unless("NO_FAULT", NO_FAULT)}
State == [active |-> active, partial |-> partial, list |-> list, anchor |-> anchor,
          desc |-> desc, mem |-> mem, avail |-> avail, top |-> top, next |-> next,
          fresh |-> fresh, hp |-> hp, retired |-> retired, held |-> held, pc |-> pc, my |-> my]
WRITTEN_DOWN == Reached(log, pos, State, Broken)
=============================================================================
