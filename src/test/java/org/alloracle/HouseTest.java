package org.alloracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dependencies between the rooms of the house point one way. */
final class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.alloracle");

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "contract", Set.of(),
          "collect", Set.of(),
          "trace", Set.of(),
          "reference", Set.of("contract"),
          "fast", Set.of("contract", "collect"),
          "oracle", Set.of("contract", "collect", "trace"),
          "design", Set.of("contract", "reference", "fast"),
          "testkit", Set.of("contract", "collect", "trace", "oracle"),
          "memory", Set.of("contract", "collect"),
          "evidence", Set.of());

  @Test
  void eachRoomUsesOnlyTheRoomsBelowIt() {
    MAY_USE.forEach(
        (room, below) -> {
          List<String> forbidden = new ArrayList<>(MAY_USE.keySet());
          forbidden.add("cli");
          forbidden.remove(room);
          forbidden.removeAll(below);
          noClasses()
              .that()
              .resideInAPackage("org.alloracle." + room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  forbidden.stream().map(r -> "org.alloracle." + r + "..").toArray(String[]::new))
              .allowEmptyShould(true)
              .check(HOUSE);
        });
  }

  @Test
  void roomsFormNoCircle() {
    SlicesRuleDefinition.slices()
        .matching("org.alloracle.(*)..")
        .should()
        .beFreeOfCycles()
        .check(HOUSE);
  }
}
