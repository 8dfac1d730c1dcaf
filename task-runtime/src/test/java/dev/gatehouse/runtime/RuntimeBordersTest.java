package dev.gatehouse.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** What each package of the runtime may touch. */
@AnalyzeClasses(
    packages = "dev.gatehouse.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RuntimeBordersTest {

  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_THE_DATABASE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatehouse.runtime.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mongodb..", "org.bson..");

  @ArchTest
  static final ArchRule ONLY_THE_EDGES_KNOW_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.gatehouse.runtime.batch",
              "dev.gatehouse.runtime.codec",
              "dev.gatehouse.runtime.facts",
              "dev.gatehouse.runtime.store",
              "dev.gatehouse.runtime.timer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK_OR_THE_DATABASE =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule THE_STORE_DECIDES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("dev.gatehouse.runtime.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gatehouse.core.decide..", "dev.gatehouse.runtime.batch..");
}
