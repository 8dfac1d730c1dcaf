package dev.gatehouse.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.gatehouse.api.web.Signed;
import dev.gatehouse.rest.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;

@AnalyzeClasses(
    packages = "dev.gatehouse.api",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
  @ArchTest
  static final ArchRule onlyTheStoreKnowsTheDriver =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatehouse.api.task.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mongodb..", "org.bson..");

  @ArchTest
  static final ArchRule onlyReadersAndTheSenderKnowKafka =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.gatehouse.api.kafka",
              "dev.gatehouse.api.reply",
              "dev.gatehouse.api.command",
              "dev.gatehouse.api.events",
              "dev.gatehouse.api.health")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule onlyConfigurationMakesTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gatehouse.api.config")
          .should()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      ArchRuleDefinition.noFields().should().beAnnotatedWith(Autowired.class);

  /** A route is given a handler only by {@link Signed}, which looks who calls. */
  @ArchTest
  static final ArchRule everyRouteLooksWhoCalls =
      classes().that().haveSimpleNameEndingWith("Routes").should(onlyServeSignedRequests());

  @ArchTest
  static final ArchRule everyHandlerRequiresACaller =
      ArchRuleDefinition.methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Handler")
          .and()
          .areNotPrivate()
          .should(takeTheCallerWithTheRequest());

  private static ArchCondition<JavaClass> onlyServeSignedRequests() {
    return new ArchCondition<>("serve signed requests only") {
      @Override
      public void check(JavaClass routes, ConditionEvents events) {
        long served =
            calls(routes)
                .filter(call -> call.getTargetOwner().isAssignableTo(RouterFunctions.Builder.class))
                .filter(
                    call ->
                        call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(type -> type.isAssignableTo(HandlerFunction.class)))
                .count();
        long signed =
            calls(routes)
                .filter(call -> call.getTargetOwner().isEquivalentTo(Signed.class))
                .filter(call -> call.getName().equals("in"))
                .count();
        events.add(
            new SimpleConditionEvent(
                routes,
                served == signed,
                "%s has %d routes, of which %d look who calls"
                    .formatted(routes.getName(), served, signed)));
      }
    };
  }

  private static Stream<JavaMethodCall> calls(JavaClass type) {
    return type.getMethodCallsFromSelf().stream();
  }

  private static ArchCondition<JavaMethod> takeTheCallerWithTheRequest() {
    return new ArchCondition<>("take the caller with the request") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean request =
            method.getRawParameterTypes().stream()
                .anyMatch(t -> t.isEquivalentTo(ServerRequest.class));
        boolean caller =
            method.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(Caller.class));
        events.add(
            new SimpleConditionEvent(
                method,
                !request || caller,
                method.getFullName() + " answers requests without knowing who calls"));
      }
    };
  }
}
