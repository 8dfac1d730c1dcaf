package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.ENTITLEMENT;
import static dev.gatehouse.expression.Parameter.TEXT;
import static dev.gatehouse.expression.Parameter.USER;
import static dev.gatehouse.expression.Parameter.USERS;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who there is: {@code c1.directory}. To find somebody fails where nobody is found, since the
 * expression means somebody; a list may be empty.
 */
final class DirectoryFunctions {
  private static final String USERS_PACKAGE = "c1.directory.users.v1.";
  private static final String APPS_PACKAGE = "c1.directory.apps.v1.";

  static final List<Function> ALL =
      List.of(
          Function.of(USERS_PACKAGE + "FindByEmail", USER, DirectoryFunctions::byEmail, TEXT),
          Function.of(USERS_PACKAGE + "FindByName", USER, DirectoryFunctions::byName, TEXT),
          Function.of(USERS_PACKAGE + "GetByID", USER, DirectoryFunctions::byId, TEXT),
          Function.of(
              USERS_PACKAGE + "GetManagers",
              USERS,
              (evaluation, arguments) -> UserFunctions.managers(evaluation, (Thing) arguments[0]),
              USER),
          Function.of(USERS_PACKAGE + "DirectReports", USERS, DirectoryFunctions::reports, USER),
          Function.of(
              USERS_PACKAGE + "DirectReports", USERS, DirectoryFunctions::reportsOfAll, USERS),
          Function.of(
              "c1.directory.groups.v1.FindByName",
              ENTITLEMENT,
              DirectoryFunctions::groupByName,
              TEXT),
          Function.of(
              APPS_PACKAGE + "GetEntitlementMembers",
              USERS,
              (evaluation, arguments) -> members(evaluation, ref(arguments)),
              TEXT,
              TEXT),
          Function.of(
              APPS_PACKAGE + "GetEntitlementMembers",
              USERS,
              (evaluation, arguments) -> members(evaluation, ref((Thing) arguments[0])),
              ENTITLEMENT),
          Function.of(
              APPS_PACKAGE + "GetEntitlementOwners",
              USERS,
              (evaluation, arguments) -> owners(evaluation, ref(arguments)),
              TEXT,
              TEXT),
          Function.of(
              APPS_PACKAGE + "GetEntitlementOwners",
              USERS,
              (evaluation, arguments) -> owners(evaluation, ref((Thing) arguments[0])),
              ENTITLEMENT));

  private DirectoryFunctions() {}

  private static Object byEmail(Evaluation evaluation, Object[] arguments) {
    String email = (String) arguments[0];
    return found(
        evaluation, evaluation.ask(new Query.PersonByEmail(email)), "with the address", email);
  }

  private static Object byName(Evaluation evaluation, Object[] arguments) {
    String name = (String) arguments[0];
    return found(
        evaluation, evaluation.ask(new Query.PersonByName(name)), "alone in being called", name);
  }

  /** Looks the person up at once, since a later failure would be harder to understand. */
  private static Object byId(Evaluation evaluation, Object[] arguments) {
    Thing user = Things.user(evaluation, new UserId((String) arguments[0]));
    user.described();
    return user;
  }

  private static Thing found(
      Evaluation evaluation, Optional<UserId> answer, String how, String wanted) {
    return answer
        .map(id -> Things.user(evaluation, id))
        .orElseThrow(
            () ->
                new Unanswerable(
                    "Expected a person " + how + " \"" + wanted + "\", but there is none."));
  }

  private static Object reports(Evaluation evaluation, Object[] arguments) {
    return Things.users(
        evaluation, evaluation.ask(new Query.ReportsOf(UserFunctions.id(arguments[0]))));
  }

  private static Object reportsOfAll(Evaluation evaluation, Object[] arguments) {
    List<Query.ReportsOf> queries =
        ((List<?>) arguments[0])
            .stream().map(UserFunctions::id).distinct().map(Query.ReportsOf::new).toList();
    evaluation.need(queries);
    List<UserId> all = new ArrayList<>();
    queries.forEach(query -> all.addAll(evaluation.ask(query)));
    return Things.users(evaluation, all.stream().distinct().toList());
  }

  private static Object groupByName(Evaluation evaluation, Object[] arguments) {
    String name = (String) arguments[0];
    return evaluation
        .ask(new Query.GroupByName(name))
        .map(ref -> Things.entitlement(evaluation, ref))
        .orElseThrow(
            () ->
                new Unanswerable(
                    "Expected an entitlement alone in being called \""
                        + name
                        + "\", but there is none."));
  }

  private static Object members(Evaluation evaluation, EntitlementRef ref) {
    return users(evaluation, evaluation.ask(new Query.MembersOf(ref)));
  }

  private static Object owners(Evaluation evaluation, EntitlementRef ref) {
    return users(
        evaluation,
        evaluation.ask(new Query.FindEntitlement(ref)).map(Entitlement::owners).orElse(List.of()));
  }

  private static List<Thing> users(Evaluation evaluation, List<Person> people) {
    return Things.users(evaluation, people.stream().map(Person::id).toList());
  }

  private static EntitlementRef ref(Object[] arguments) {
    return new EntitlementRef(
        new AppId((String) arguments[0]), new EntitlementId((String) arguments[1]));
  }

  private static EntitlementRef ref(Thing entitlement) {
    return new EntitlementRef(
        new AppId((String) entitlement.select("appId")), new EntitlementId(entitlement.id()));
  }
}
