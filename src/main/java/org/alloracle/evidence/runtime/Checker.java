package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.alloracle.evidence.runtime.ClassSpec.Before;
import org.alloracle.evidence.runtime.ClassSpec.Case;
import org.alloracle.evidence.runtime.ClassSpec.Clause;
import org.alloracle.evidence.runtime.ClassSpec.Method;
import org.jspecify.annotations.Nullable;

/** Evaluates the contract of each call: what must hold before, and what after it. */
final class Checker {
  private static final Frame NOWHERE = new Frame(new Object(), "", 0, -1);

  private final Specs specs;
  private final Findings findings;
  private final int most;
  private final @Nullable Alternatives alternatives;
  private final Map<String, Integer> calls = new HashMap<>();
  private boolean busy;

  /**
   * A checker for one thread.
   *
   * @param most how often each method is checked, from the first call
   * @param alternatives what else the contract would let pass is asked too, if there is one
   */
  Checker(Specs specs, Findings findings, int most, @Nullable Alternatives alternatives) {
    this.specs = specs;
    this.findings = findings;
    this.most = most;
    this.alternatives = alternatives;
  }

  /**
   * A case that speaks of a call, with the names that it gives.
   *
   * @param by the method whose contract it is of: the one called, or one that it overrides
   */
  record Applied(Case of, String by, Evaluation in, @Nullable List<Frame> frames) {
    boolean allows(Heap.Place place) {
      return frames == null || frames.stream().anyMatch(each -> each.has(place));
    }
  }

  /** Places that may change: a field, all fields (no name), or elements. */
  record Frame(Object owner, String field, long from, long to) {
    boolean has(Heap.Place place) {
      return place.owner() == owner
          && (place.isElement()
              ? from <= place.index() && place.index() <= to
              : field.isEmpty() || field.equals(place.field()));
    }
  }

  private <T> T alone(Supplier<T> work) {
    busy = true;
    try {
      return work.get();
    } finally {
      busy = false;
    }
  }

  /** Whether a case allows the call in this state; without an object, that of a constructor too. */
  boolean allows(
      Class<?> type, String method, @Nullable Object self, @Nullable Object[] arguments) {
    return alone(() -> !applied(type, method, self, self == null, arguments, new Heap()).isEmpty());
  }

  Watch.Call enter(
      Class<?> type,
      String method,
      @Nullable Object self,
      boolean building,
      @Nullable Object[] arguments,
      Watch.Call nobody) {
    String name = type.getName() + "." + method;
    if (busy || calls.merge(name, 1, Integer::sum) > most) {
      return nobody;
    }
    return alone(
        () -> {
          Map<String, @Nullable Object> roots = new LinkedHashMap<>();
          if (!building) {
            roots.put("this", self);
          }
          for (int i = 0; i < arguments.length; i++) {
            roots.put("argument" + i, arguments[i]);
          }
          Heap before = Heap.of(roots);
          List<Applied> applied = applied(type, method, self, building, arguments, before);
          if (applied.isEmpty() && findings.complete(name)) {
            findings.violated(name, "no case of the contract allows the call");
          }
          return new Entered(name, type, method, self, building, before, applied);
        });
  }

  private List<Applied> applied(
      Class<?> type,
      String method,
      @Nullable Object self,
      boolean building,
      @Nullable Object[] arguments,
      Heap before) {
    List<Applied> applied = new ArrayList<>();
    for (Class<?> owner : owners(type, method)) {
      ClassSpec spec = specs.of(owner);
      Method contract = spec.methods().get(method);
      if (contract != null) {
        Class<?> scope = owner.isInterface() ? type : owner;
        String by = scope.getName() + "." + method;
        for (Case each : contract.cases()) {
          Evaluation in = new Evaluation(specs, scope, spec, building ? null : self, before);
          for (int i = 0; i < arguments.length; i++) {
            in.name(contract.parameters().get(i), arguments[i]);
          }
          if (applies(by, each, in)) {
            if (scope != type) {
              findings.applied(inherited(type.getName(), method, scope.getName()), each);
            }
            applied.add(new Applied(each, by, in, frames(each, in, building ? null : self)));
          }
        }
      }
    }
    return applied;
  }

  /** A method of a class, as its contract is that of a class above. */
  static String inherited(String type, String method, String above) {
    return type + "." + method + " as " + above.substring(above.lastIndexOf('.') + 1);
  }

  /** Those whose contracts a method must meet: its class, those above it, and the interfaces. */
  private List<Class<?>> owners(Class<?> type, String method) {
    List<Class<?>> owners = new ArrayList<>();
    List<Class<?>> interfaces = new ArrayList<>();
    for (Class<?> each : specs.line(type)) {
      if (each == type || Specs.passesDown(each, method)) {
        owners.add(each);
      }
      interfaces.addAll(List.of(each.getInterfaces()));
    }
    owners.addAll(interfaces);
    return owners;
  }

  /** A helper is one under all its contracts. */
  private boolean helper(Class<?> type, String method) {
    for (Class<?> each : owners(type, method)) {
      Method contract = specs.of(each).methods().get(method);
      if (contract != null && contract.helper()) {
        return true;
      }
    }
    return false;
  }

  private boolean applies(String name, Case each, Evaluation in) {
    for (Before condition : each.before()) {
      Clause clause = condition.clause();
      try {
        if (!condition.name().isEmpty()) {
          in.name(condition.name(), in.value(clause.term()));
        } else if (!in.holds(clause.term())) {
          return false;
        }
      } catch (Undefined e) {
        findings.unread(name, clause, e.why());
        return false;
      }
    }
    findings.applied(name, each);
    return true;
  }

  private static @Nullable List<Frame> frames(Case each, Evaluation in, @Nullable Object self) {
    List<Term> places = each.assignable();
    if (places == null) {
      return null;
    }
    List<Frame> frames = new ArrayList<>();
    for (Term place : places) {
      try {
        switch (place.op()) {
          case "name" -> {
            if (self != null) {
              frames.add(new Frame(self, place.text(), 0, -1));
            }
          }
          case "field" -> frames.add(new Frame(in.object(place.kid(0)), place.text(), 0, -1));
          case "all" -> frames.add(new Frame(in.object(place.kid(0)), "", 0, -1));
          case "cells" -> frames.add(new Frame(in.object(place.kid(0)), "", 0, Integer.MAX_VALUE));
          case "index" -> frames.add(elements(place, place.kid(1), in));
          case "range" -> frames.add(elements(place, place.kid(2), in));
          default -> throw Undefined.beyond(place.op());
        }
      } catch (Undefined e) {
        // It names no place in this state.
        frames.add(NOWHERE);
      }
    }
    return frames;
  }

  private static Frame elements(Term place, Term last, Evaluation in) {
    Object from = in.object(place.kid(1));
    Object to = in.object(last);
    return new Frame(in.object(place.kid(0)), "", (Long) from, (Long) to);
  }

  private final class Entered implements Watch.Call {
    private final String name;
    private final Class<?> type;
    private final String method;
    private final @Nullable Object self;
    private final boolean building;
    private final Heap before;
    private final List<Applied> applied;

    Entered(
        String name,
        Class<?> type,
        String method,
        @Nullable Object self,
        boolean building,
        Heap before,
        List<Applied> applied) {
      this.name = name;
      this.type = type;
      this.method = method;
      this.self = self;
      this.building = building;
      this.before = before;
      this.applied = applied;
    }

    @Override
    public void returned(@Nullable Object result) {
      alone(
          () -> {
            boolean fine = true;
            List<Applied> after = new ArrayList<>();
            Object object = building ? result : self;
            Object value = building ? null : result;
            for (Applied each : applied) {
              Evaluation in = building && object != null ? each.in().withSelf(object) : each.in();
              in.name("\\result", value);
              after.add(new Applied(each.of(), each.by(), in, each.frames()));
              if (!each.of().normal()) {
                fine = false;
                findings.violated(name, "returns, where line " + each.of().line() + " throws");
              } else {
                for (Clause clause : each.of().ensures()) {
                  fine &= check(each.by(), clause, in);
                }
              }
            }
            fine &= framed();
            fine &= invariants(object);
            if (fine && alternatives != null) {
              alternatives.ask(
                  new Alternatives.Ended(name, building ? type : null, object, value),
                  before,
                  after);
            }
            return fine;
          });
    }

    @Override
    public void threw(RuntimeException thrown) {
      alone(
          () -> {
            String simple = thrown.getClass().getSimpleName();
            for (Applied each : applied) {
              if (!each.of().exceptional()) {
                findings.violated(name, "throws " + simple + " against line " + each.of().line());
              } else if (!each.of().thrown().isEmpty() && !each.of().thrown().contains(simple)) {
                findings.violated(name, "throws " + simple + ", not what signals_only says");
              } else {
                each.of().signals().forEach(clause -> check(each.by(), clause, each.in()));
              }
            }
            if (building) {
              return true;
            }
            boolean framed = framed();
            return invariants(self) && framed;
          });
    }

    private boolean check(String by, Clause clause, Evaluation in) {
      try {
        if (Specs.held(in, clause)) {
          findings.held(by, clause);
          return true;
        }
        findings.violated(name, "line " + clause.line() + ": " + clause);
        return false;
      } catch (Undefined e) {
        findings.unread(name, clause, e.why());
        return true;
      }
    }

    private boolean framed() {
      boolean fine = true;
      for (Heap.Place place : before.changed()) {
        for (Applied each : applied) {
          if (!each.allows(place)) {
            fine = false;
            findings.violated(
                name, "changes " + place.path() + " against line " + each.of().line());
          }
        }
      }
      return fine;
    }

    /** Of the class whose constructor has ended; else of all that the object is. */
    private boolean invariants(@Nullable Object object) {
      if (object == null || helper(type, method)) {
        return true;
      }
      boolean fine = true;
      for (Specs.Stated each : specs.invariants(object, building ? type : object.getClass())) {
        fine &= check(each.by().getName() + "." + method, each.clause(), each.in());
      }
      return fine;
    }
  }
}
