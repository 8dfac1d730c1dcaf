package dev.gatehouse.expression;

import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types with fields, and how things of them are made. */
final class Things {
  static final Shape USER =
      new Shape("User")
          .text("id", Thing::id)
          .text("displayName", "email", "username", "department", "jobTitle")
          .text("employmentType", "employmentStatus", "type")
          .texts("emails", "usernames", "employeeIds", "managerIds")
          .text("status", user -> Words.userStatus(user.described().get("status")))
          .text(
              "directoryStatus", user -> Words.userStatus(user.described().get("directoryStatus")))
          .text("managerId", Things::managerId)
          .text("manager", Things::managerEmail)
          .tree("profile", "attributes");

  static final Shape ACCOUNT =
      new Shape("AppUser")
          .text("id", Thing::id)
          .text("appId", "displayName", "email", "username", "identityUserId", "appUserType")
          .texts("emails", "usernames", "employeeIds")
          .text("status", Things::accountStatus)
          .flag("isExternal")
          .tree("profile");

  static final Shape ENTITLEMENT =
      new Shape("Entitlement")
          .text("id", Thing::id)
          .text("appId", "displayName", "alias", "riskLevelValueId")
          .text("appResourceTypeId", "appResourceType", "appResourceId");

  static final Shape ANALYSIS =
      new Shape("TaskAnalysis")
          .text("id")
          .flag("hasConflictViolations")
          .texts("conflictViolations");

  static final Shape TASK =
      new Shape("Task")
          .text("id", Thing::id)
          .text("numericId", "displayName", "origin", "subjectUserId", "requestorUserId")
          .time("createdAt")
          .flag("isGrantPermanent")
          .duration("grantDuration")
          .field("analysis", ANALYSIS.type(), "", Things::analysis);

  static final List<Shape> ALL = List.of(USER, ACCOUNT, ENTITLEMENT, ANALYSIS, TASK);

  private Things() {}

  static Thing user(Evaluation evaluation, UserId id) {
    return user(evaluation, id, List.of(new Query.DescribePerson(id)));
  }

  /** Users of whom all are looked up as soon as one of them is. */
  static List<Thing> users(Evaluation evaluation, List<UserId> ids) {
    List<Query.DescribePerson> all = ids.stream().map(Query.DescribePerson::new).toList();
    return ids.stream().map(id -> user(evaluation, id, all)).toList();
  }

  private static Thing user(Evaluation evaluation, UserId id, List<Query.DescribePerson> together) {
    return new Thing(
        USER,
        id.value(),
        evaluation,
        () -> {
          evaluation.need(together);
          return found("a person", id.value(), evaluation.ask(new Query.DescribePerson(id)));
        });
  }

  static Thing account(Evaluation evaluation, AppId app, AppUserId id) {
    return new Thing(
        ACCOUNT,
        id.value(),
        evaluation,
        () -> found("an account", id.value(), evaluation.ask(new Query.DescribeAccount(app, id))));
  }

  /** An account of which everything is known. */
  static Thing account(Evaluation evaluation, Description known) {
    return new Thing(ACCOUNT, known.text("id"), evaluation, () -> known);
  }

  static Thing entitlement(Evaluation evaluation, EntitlementRef ref) {
    return new Thing(
        ENTITLEMENT,
        ref.id().value(),
        evaluation,
        () ->
            found(
                "an entitlement",
                ref.id().value(),
                evaluation.ask(new Query.DescribeEntitlement(ref))));
  }

  static Description found(String what, String id, Optional<Description> answer) {
    return answer.orElseThrow(
        () ->
            new Unanswerable(
                "Expected " + what + " with the id \"" + id + "\", but there is none."));
  }

  private static @Nullable Object managerId(Thing user) {
    return user.described().get("managerIds") instanceof List<?> ids && !ids.isEmpty()
        ? ids.getFirst()
        : null;
  }

  private static @Nullable Object managerEmail(Thing user) {
    return managerId(user) instanceof String id
        ? user(user.evaluation(), new UserId(id)).described().get("email")
        : null;
  }

  private static @Nullable Object accountStatus(Thing account) {
    return account.described().get("status") instanceof Map<?, ?> status
        ? Words.userStatus(status.get("status"))
        : null;
  }

  /** Nothing looks for conflicts yet, so that none are found. */
  private static Object analysis(Thing task) {
    return new Thing(ANALYSIS, "", task.evaluation(), () -> new Description(Map.of()));
  }
}
