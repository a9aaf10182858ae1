package org.alloracle.testkit;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;
import org.alloracle.fast.michael.MichaelAlloc;
import org.alloracle.fast.michael.Removal;
import org.alloracle.fast.michael.Shape;
import org.alloracle.oracle.Subject;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own designs pass the tests that others are given. */
@ParameterizedClass(name = "{0}")
@MethodSource("designs")
record DesignsTest(String name, Subject.Reuse reuse, Supplier<BlockAllocator> maker)
    implements BlockAllocatorContract {

  @Override
  public Subject subject() {
    return Subject.of(maker().get(), reuse());
  }

  static Stream<Arguments> designs() {
    Stream<Arguments> registered =
        Design.all().stream()
            // Below, with superblocks that are small enough for the kit's heaps.
            .filter(design -> !design.label().equals("michael"))
            .flatMap(
                design ->
                    Stream.of(true, false)
                        .filter(reference -> reference || design.fast() != null)
                        .map(
                            reference ->
                                of(
                                    design.label() + (reference ? ", reference" : ", fast"),
                                    reuse(design),
                                    () -> design.make(reference, heap(design)))));
    Shape shape =
        new Shape(512, 16, List.of(16, 32, 48, 64, 128, 256), 1, 4, 100, 4, 1, Removal.HAZARD);
    return Stream.concat(
        registered,
        Stream.of(of("michael, fast", Subject.Reuse.EACH, () -> new MichaelAlloc(shape))));
  }

  private static Arguments of(String name, Subject.Reuse reuse, Supplier<BlockAllocator> maker) {
    return Arguments.of(name, reuse, maker);
  }

  private static Subject.Reuse reuse(Design design) {
    // Some merge with one neighbour only: see WeeAllocTest.whatWasServedIsNotServedAgain; or keep
    // what
    // a size class has once got, or a fresh run of each, also if it is empty.
    return List.of("weealloc", "weealloc-classes", "jemalloc").contains(design.label())
        ? Subject.Reuse.NOTHING
        : Subject.Reuse.EACH;
  }

  /** The least heap of the design that has 8192 bytes. */
  private static long heap(Design design) {
    return (8192 + design.grain() - 1) / design.grain() * design.grain();
  }
}
