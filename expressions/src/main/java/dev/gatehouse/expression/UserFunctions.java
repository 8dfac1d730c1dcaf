package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.ACCOUNTS;
import static dev.gatehouse.expression.Parameter.FLAG;
import static dev.gatehouse.expression.Parameter.TEXT;
import static dev.gatehouse.expression.Parameter.USER;
import static dev.gatehouse.expression.Parameter.USERS;

import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.util.List;

/**
 * What somebody has: {@code c1.user.v1}. Ids that name nothing give false or an empty list, since
 * nobody has what is not there.
 */
final class UserFunctions {
  private static final String PACKAGE = "c1.user.v1.";

  /** Nothing is given by enrolment yet, so that nothing was. */
  private static final Function.Body NEVER = (evaluation, arguments) -> false;

  /** Those that only conditions may call. */
  static final List<Function> IN_CONDITIONS =
      List.of(
          Function.of(PACKAGE + "GrantedFromEnrollment", FLAG, NEVER, USER, TEXT, TEXT),
          Function.of(
              PACKAGE + "AutomaticallyGrantedFromEnrollment", FLAG, NEVER, USER, TEXT, TEXT));

  static final List<Function> ALL =
      List.of(
          Function.of(PACKAGE + "HasApp", FLAG, UserFunctions::hasApp, USER, TEXT),
          Function.of(
              PACKAGE + "HasEntitlement", FLAG, UserFunctions::hasEntitlement, USER, TEXT, TEXT),
          Function.of(PACKAGE + "GetAppUserStatus", TEXT, UserFunctions::accountStatus, USER, TEXT),
          Function.of(PACKAGE + "GetAppUserManagers", USERS, UserFunctions::managers, USER, TEXT),
          Function.of(PACKAGE + "ListAppUsersForUser", ACCOUNTS, UserFunctions::list, USER, TEXT),
          IN_CONDITIONS.getFirst(),
          IN_CONDITIONS.getLast());

  private UserFunctions() {}

  private static Object hasApp(Evaluation evaluation, Object[] arguments) {
    return !evaluation
        .ask(new Query.AccountsOf(new AppId((String) arguments[1]), id(arguments[0])))
        .isEmpty();
  }

  private static Object hasEntitlement(Evaluation evaluation, Object[] arguments) {
    EntitlementRef ref =
        new EntitlementRef(
            new AppId((String) arguments[1]), new EntitlementId((String) arguments[2]));
    return evaluation.ask(new Query.FindGrant(ref, null, id(arguments[0]))).isPresent();
  }

  private static List<Description> accounts(Evaluation evaluation, Object[] arguments) {
    return evaluation.ask(
        new Query.DescribeAccountsOf(new AppId((String) arguments[1]), id(arguments[0])));
  }

  /** The status of the first account; unspecified without one. */
  private static Object accountStatus(Evaluation evaluation, Object[] arguments) {
    return accounts(evaluation, arguments).stream()
        .map(account -> Things.account(evaluation, account).select("status"))
        .filter(status -> !status.equals(""))
        .findFirst()
        .orElse("USER_STATUS_UNSPECIFIED");
  }

  private static Object list(Evaluation evaluation, Object[] arguments) {
    return accounts(evaluation, arguments).stream()
        .map(account -> Things.account(evaluation, account))
        .toList();
  }

  /** The managers of whoever has an account in the app: accounts have none of their own. */
  private static Object managers(Evaluation evaluation, Object[] arguments) {
    boolean has = (boolean) hasApp(evaluation, arguments);
    return has ? managers(evaluation, (Thing) arguments[0]) : List.of();
  }

  static List<Thing> managers(Evaluation evaluation, Thing user) {
    Description described = new Description(user.described());
    return Things.users(
        evaluation, described.texts("managerIds").stream().map(UserId::new).toList());
  }

  static UserId id(Object user) {
    return new UserId(((Thing) user).id());
  }
}
