package dev.gatehouse.entitlement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** What the packages of this service may know. */
@AnalyzeClasses(
    packages = "dev.gatehouse.entitlement",
    importOptions = ImportOption.DoNotIncludeTests.class)
class EntitlementBordersTest {

  /** Copies of this service compare these times with each other's, and their clocks may differ. */
  @ArchTest
  static final ArchRule WHAT_IS_STORED_GOES_BY_THE_TIME_OF_THE_DATABASE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.gatehouse.entitlement.store",
              "dev.gatehouse.entitlement.events",
              "dev.gatehouse.entitlement.grant")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK_OR_THE_DATABASE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatehouse.entitlement.config")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");
}
