package dev.gatehouse.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The core is pure: the same input gives the same decision, today and anywhere. */
@AnalyzeClasses(
    packages = "dev.gatehouse.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CoreBordersTest {

  @ArchTest
  static final ArchRule NOTHING_BUT_JAVA_PATTERNS_AND_ITSELF =
      classes()
          .should(
              onlyDependOnClassesThat(
                  resideInAnyPackage(
                      "java..",
                      "com.google.re2j..",
                      "org.jspecify.annotations..",
                      "dev.gatehouse.core..")));

  @ArchTest
  static final ArchRule NO_INPUT_OR_OUTPUT =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.io..",
                  "java.net..",
                  "java.nio.file..",
                  "java.util.logging..",
                  "java.util.concurrent..",
                  "java.lang.reflect.."))
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule NO_CHANCE =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(RandomGenerator.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule NOTHING_STATIC_CHANGES = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule DECIDERS_ARE_REACHED_THROUGH_ONE_DOOR =
      classes()
          .that(resideInAPackage("dev.gatehouse.core.decide"))
          .and()
          .arePublic()
          .should()
          .haveSimpleName("TaskDecider")
          .orShould()
          .haveSimpleName("TaskExplainer")
          .orShould()
          .haveSimpleName("Visibility");

  @ArchTest
  static final ArchRule DECIDERS_WRITE_CHANGES_AND_THE_EVOLVER_APPLIES_THEM =
      noClasses()
          .that()
          .resideInAPackage("dev.gatehouse.core.decide")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("TaskEditor");

  @ArchTest
  static final ArchRule WHAT_IS_KNOWN_DOES_NOT_KNOW_WHO_DECIDES =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatehouse.core.decide")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gatehouse.core.decide");

  /** A new kind then fails to compile wherever kinds are told apart. */
  @Test
  void familiesAreSealedAndMadeOfRecords() {
    for (Class<?> family :
        List.of(
            Actor.class,
            Approvers.class,
            Because.class,
            Change.class,
            Command.class,
            Decision.class,
            Explained.class,
            FollowUp.class,
            Id.class,
            PolicyStep.class,
            ProvisionPolicy.class,
            ProvisionPolicy.Assignee.class,
            Query.class,
            StepInstance.class,
            StepOutcome.class,
            Subject.class)) {
      assertSealedRecords(family);
    }
  }

  private static void assertSealedRecords(Class<?> family) {
    assertThat(family).isSealed();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isInterface()) {
        assertSealedRecords(member);
      } else {
        assertThat(member).isRecord();
      }
    }
  }

  /** What is handed from decision to decision cannot be changed behind its back. */
  @ArchTest
  static void tasksAndTheirPartsAreImmutable(com.tngtech.archunit.core.domain.JavaClasses all) {
    for (JavaClass each : all) {
      if (each.isRecord()) {
        assertThat(each.getFields())
            .as(each.getName())
            .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
      }
    }
  }
}
