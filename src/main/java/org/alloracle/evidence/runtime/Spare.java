package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Elements of arrays that nothing reads as things stand: those past the last block, for one, or the
 * order of blocks that are live. A contract need not say what they hold; what invariants say of
 * them is refused there.
 */
final class Spare {
  private static final String PACKAGE = "org.alloracle.reference.";

  private static final List<Rule> RULES =
      List.of(
          rule("basicalloc.BasicAlloc", "start", "count < index"),
          rule("basicalloc.BasicAlloc", "used", "count <= index"),
          rule("buddy.Buddy", "start", "index == 0"),
          rule("buddy.Buddy", "state", "index == 0"),
          rule("buddy.Buddy", "width", "index == 0"),
          rule("freeingbump.FreeingBump", "start", "count < index"),
          rule("freeingbump.FreeingBump", "below", "count < index"),
          rule("freeingbump.FreeingBump", "freed", "count <= index"),
          rule("freeingbump.FreeingBump", "order", "count <= index"),
          rule("heaplayers.Bins", "bin", "count <= index"),
          rule("heaplayers.Bins", "freed", "count <= index"),
          rule("heaplayers.Coalesce", "start", "count < index"),
          rule("heaplayers.Coalesce", "prevFree", "count < index"),
          rule("heaplayers.FreeListLayer", "note", "rank[index] != level - 1"),
          // A note on what is live at the highest layer is for layers above it.
          highest("heaplayers.Layer", "note", "rank[index] < level"),
          highest("heaplayers.Layer", "asked", "rank[index] < level"),
          highest("heaplayers.Layer", "cap", "rank[index] < 0"),
          rule("heaplayers.Obstack", "start", "count <= index"),
          rule("heaplayers.Obstack", "end", "count <= index"),
          rule("heaplayers.Obstack", "limit", "count <= index"),
          rule("heaplayers.SizeLayer", "asked", "rank[index] < level"),
          rule("heaplayers.Xalloc", "start", "count < index"),
          rule("heaplayers.Xalloc", "used", "count <= index"),
          rule("heaplayers.Zone", "start", "count < index"),
          rule("jemalloc.Bins", "since", "bin[index] == NONE"),
          rule("jemalloc.Bins", "state", "bin[index] == NONE"),
          rule("jemalloc.Heads", "number", "tree.width[index] != tree.chunk"),
          rule("jemalloc.Pages", "state", "index == 0"),
          rule("jemalloc.Tree", "head", "index == 0"),
          rule("jemalloc.Tree", "start", "index == 0"),
          rule("jemalloc.Tree", "width", "index == 0"),
          rule("layout.PairedPool", "order", "index < live"),
          rule("layout.PairedPool", "place", "place[index] < live"),
          rule("michael.Superblock", "order", "index < live"),
          rule("michael.Superblock", "place", "place[index] < live"),
          rule("region.RegionTree", "order", "index < open"),
          rule("region.RegionTree", "place", "place[index] < open"),
          rule("region.Row", "order", "true"),
          rule("region.Row", "place", "true"),
          rule("slab.SlabList", "colour", "used <= pos[index]"),
          rule(
              "snmalloc.Estate",
              "list",
              "kind[list[index]] < 0 || used[list[index]] == room[list[index]]"),
          rule("snmalloc.Estate", "pos", "kind[index] < 0 || used[index] == room[index]"),
          rule("snmalloc.Holdings", "order", "true"),
          rule("snmalloc.Holdings", "place", "true"),
          rule("snmalloc.Mail", "list", "count <= index"),
          rule("snmalloc.Mail", "pos", "count <= pos[index]"),
          rule("snmalloc.Slabs", "order", "index < used[slabOf[index]]"),
          rule("snmalloc.Slabs", "place", "place[index] < used[slabOf[index]]"),
          rule("snmalloc.Superslab", "order", "true"),
          rule("snmalloc.Superslab", "place", "true"),
          rule("vmem.Segments", "start", "count < index"),
          rule("vmem.Segments", "key", "count <= index"),
          rule("vmem.Segments", "mark", "count <= index"),
          rule("weealloc.Row", "start", "count < index"),
          rule("weealloc.Row", "key", "count <= index"),
          rule("weealloc.Row", "kind", "count <= index"),
          rule("weealloc.Row", "edge", "count <= index"));

  /** Methods that make an array for others to fill. */
  private static final Set<String> MAKERS =
      Set.of(
          "Moves.longer(long[],int)",
          "Moves.longer(boolean[],int)",
          "buddy.Buddy.states(long[],long[],long,long)",
          "buddy.Geometry.deeper(long[])",
          "buddy.Geometry.starts(long[])",
          "buddy.Geometry.widths(long)",
          "jemalloc.Heads.apart(int[],int[],int[],int)",
          "jemalloc.Pages.states(int[],int)",
          "jemalloc.Tree.deeper(int[])",
          "jemalloc.Tree.heads(int[],int[],int)",
          "jemalloc.Tree.starts(int[])",
          "vmem.Marks.longer(int[],int)");

  /** Of several objects that share the array all must agree, or one is enough. */
  private record Rule(String type, String field, Term when, boolean all) {}

  private static Rule rule(String type, String field, String when) {
    return rule(type, field, when, true);
  }

  /** That one of a stack which the condition makes least of decides. */
  private static Rule highest(String type, String field, String when) {
    return rule(type, field, when, false);
  }

  private static Rule rule(String type, String field, String when, boolean all) {
    return new Rule(PACKAGE + type, field, new TermParser(new Tokens(when)).expression(), all);
  }

  /** A rule that speaks of an array, and the object whose it is. */
  private record Owned(Rule rule, Evaluation in) {}

  private final IdentityHashMap<Object, List<Owned>> owned = new IdentityHashMap<>();

  /** For the arrays of a state. */
  Spare(Specs specs, Heap heap) {
    for (Object object : heap.objects()) {
      for (Class<?> type : specs.line(object.getClass())) {
        for (Rule rule : RULES) {
          if (rule.type().equals(type.getName())) {
            Object array = Heap.get(object, rule.field());
            if (array != null) {
              owned
                  .computeIfAbsent(array, it -> new ArrayList<>())
                  .add(new Owned(rule, new Evaluation(specs, type, specs.of(type), object, null)));
            }
          }
        }
      }
    }
  }

  /** Whether a method's contract need not say all of the array that it returns. */
  static boolean makes(String method) {
    return MAKERS.contains(method.replace(PACKAGE, ""));
  }

  boolean has(Heap.Place place) {
    List<Owned> owners = owned.get(place.owner());
    if (owners == null || !place.isElement()) {
      return false;
    }
    boolean one = owners.stream().allMatch(each -> each.rule().all());
    for (Owned each : owners) {
      each.in().name("index", place.index());
      boolean spare = each.in().holds(each.rule().when());
      if (each.rule().all() && !spare) {
        return false;
      }
      one |= spare;
    }
    return one;
  }
}
