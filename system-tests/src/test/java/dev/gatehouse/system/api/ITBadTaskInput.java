package dev.gatehouse.system.api;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests and answers on tasks that cannot be. */
class ITBadTaskInput extends BadInput {
  private static final String REVOKE = "/api/v1/task/revoke";
  private static final String OFFBOARDING = "/api/v1/task/offboarding";
  private static final String FOR_ANOTHER =
      "403 7 User does not have permission to request access on behalf of another user";

  @Test
  void aRequestForAccessNamesWhatThereIs() {
    String vault = id("app/vault");
    check(amy, GRANT, "{}", "400 3 Expected appId to be set, but it was missing.");
    check(
        amy,
        GRANT,
        "{'appId':'x'}",
        "400 3 Expected appEntitlementId to be set, but it was missing.");
    check(
        amy,
        GRANT,
        "{'appId':'x','appEntitlementId':null}",
        "400 3 Expected appEntitlementId to be set, but it was missing.");
    check(
        amy,
        GRANT,
        "{'appId':' ','appEntitlementId':'x'}",
        "400 3 Expected appId to be set, but it was blank.");
    check(
        amy,
        GRANT,
        "{'appId':'x','appEntitlementId':''}",
        "400 3 Expected appEntitlementId to be set, but it was blank.");
    String nowhere =
        "404 5 Expected appEntitlementId to name an entitlement of the app %s, but %s was not found"
            + " there.";
    check(
        api.post(amy, GRANT, access("free").put("appId", "no-app")),
        nowhere.formatted("no-app", id("entitlement/free")));
    check(
        api.post(amy, GRANT, access("free").put("appId", id("app/other"))),
        nowhere.formatted(id("app/other"), id("entitlement/free")));
    check(
        api.post(amy, GRANT, access("free").put("appEntitlementId", "none")),
        nowhere.formatted(vault, "none"));
    check(
        api.post(amy, GRANT, access("free").put("appUserId", "none")),
        "404 5 Expected appUserId to name an account of the app "
            + vault
            + ", but none was not found there.");
    check(
        api.post(amy, GRANT, access("free").put("identityUserId", "none")),
        "404 5 Expected a person with the id none, but there is none.");
  }

  @Test
  void aRequestForAccessIsForSomebodyWhoCanHaveIt() {
    check(
        api.post(
            root,
            GRANT,
            access("free")
                .put("appUserId", id("appUser/vault-amy"))
                .put("identityUserId", id("user/ben"))),
        "400 3 Expected appUserId and identityUserId to belong to the same person, but the account "
            + id("appUser/vault-amy")
            + " is not one of "
            + id("user/ben")
            + ".");
    check(
        api.post(root, GRANT, access("free").put("identityUserId", id("user/ben"))),
        "400 3 Expected appUserId, since the person "
            + id("user/ben")
            + " has 2 accounts in the app "
            + id("app/vault")
            + ".");
    check(api.post(amy, GRANT, access("free").put("identityUserId", id("user/max"))), FOR_ANOTHER);
    check(
        api.post(root, GRANT, access("free").put("identityUserId", id("user/off"))),
        "400 9 Expected an active person, but Off is disabled or deleted.");
    check(
        api.post(amy, GRANT, access("free").put("emergencyAccess", true)),
        "400 3 Expected an entitlement with emergency access, but Free does not offer it.");
    check(
        api.post(amy, GRANT, access("held")),
        "409 6 Expected access that is not there yet, but Held is already granted.");
  }

  @Test
  void aDurationIsOneThatCanPass() {
    String odd = "400 3 Expected grantDuration to be a duration such as \"3600s\", but it was ";
    check(api.post(amy, GRANT, access("timed").put("grantDuration", "abc")), odd + "\"abc\".");
    check(api.post(amy, GRANT, access("timed").put("grantDuration", "1h")), odd + "\"1h\".");
    check(api.post(amy, GRANT, access("timed").put("grantDuration", 3600)), odd + "3600.");
    check(
        api.post(amy, GRANT, access("timed").put("grantDuration", "9999999999999s")),
        odd + "\"9999999999999s\".");
    check(
        api.post(amy, GRANT, access("timed").put("grantDuration", "0s")),
        "400 3 Expected grantDuration to be above zero, but it was \"0s\".");
    check(
        api.post(amy, GRANT, access("timed").put("grantDuration", "-5s")),
        "400 3 Expected grantDuration to be above zero, but it was \"-5s\".");
    String limit = " grant duration must be less than or equal to max provision time (7200s)";
    check(
        api.post(amy, GRANT, access("timed").put("grantDuration", "7201s")),
        "400 3 Expected a shorter grantDuration, but it was 7201s:" + limit);
    check(
        api.post(amy, GRANT, access("timed")),
        "400 3 Expected a grantDuration, but it was left out:" + limit);
  }

  @Test
  void aRevocationNamesAccessThatIsThere() {
    check(amy, REVOKE, "{}", "400 3 Expected appId to be set, but it was missing.");
    check(
        api.post(amy, REVOKE, access("held").put("appEntitlementId", "none")),
        "404 5 Expected appEntitlementId to name an entitlement of the app "
            + id("app/vault")
            + ", but none was not found there.");
    String nobody =
        "404 5 Expected access that can be taken back, but nobody named here holds the entitlement "
            + id("entitlement/held")
            + " of the app "
            + id("app/vault")
            + ".";
    check(api.post(root, REVOKE, access("held").put("identityUserId", id("user/ben"))), nobody);
    check(api.post(root, REVOKE, access("held").put("appUserId", "none")), nobody);
    check(
        api.post(
            root,
            REVOKE,
            access("held")
                .put("appUserId", id("appUser/vault-amy"))
                .put("identityUserId", id("user/ben"))),
        "400 3 Expected appUserId and identityUserId to belong to the same person, but the account "
            + id("appUser/vault-amy")
            + " is not one of "
            + id("user/ben")
            + ".");
    check(
        api.post(
            gatehouse.token("ben"), REVOKE, access("held").put("identityUserId", id("user/amy"))),
        FOR_ANOTHER);
  }

  @Test
  void anOffboardingNamesSomebodyAndIsAskedForByWhoeverMay() {
    check(root, OFFBOARDING, "{}", "400 3 Expected subjectUserId to be set, but it was missing.");
    check(
        root,
        OFFBOARDING,
        "{'subjectUserId':' '}",
        "400 3 Expected subjectUserId to be set, but it was blank.");
    check(
        root,
        OFFBOARDING,
        "{'subjectUserId':'none'}",
        "404 5 Expected a person with the id none, but there is none.");
    check(
        amy,
        OFFBOARDING,
        "{'subjectUserId':'" + id("user/ben") + "'}",
        "403 7 Expected a manager of Ben, the helpdesk or a super admin, but the caller is none of"
            + " these.");
  }

  @Test
  void anAnswerToAStepIsOneThatCounts() {
    JsonNode task = api.post(amy, GRANT, access("free")).task();
    String number = task.path("numericId").asString();
    String step = task.at("/policy/current/id").asString();
    String approve = action(task, "approve");
    check(
        amy,
        GRANT,
        access("free").toString(),
        "409 6 Expected no open task for the same access, but "
            + task.path("id").asString()
            + " is open.");
    check(
        max,
        approve,
        "{'policyStepId':'another'}",
        "400 9 Expected policyStepId to be the current step " + step + ", but it was another.");
    check(max, approve, "{}", "400 3 Expected policyStepId to be set, but it was missing.");
    check(
        max,
        approve,
        "{'policyStepId':' '}",
        "400 3 Expected policyStepId to be set, but it was blank.");
    String nobody =
        "403 7 Expected one of the step's approvers to %s, but the caller is not among" + " them.";
    check(api.post(amy, approve, onStep(task)), nobody.formatted("approve"));
    check(api.post(root, action(task, "deny"), onStep(task)), nobody.formatted("deny"));
    String reason = "400 3 Expected a comment that gives the reason of the %s, but it was blank.";
    check(api.post(max, approve, onStep(task)), reason.formatted("approval"));
    check(
        api.post(max, action(task, "deny"), onStep(task).put("comment", " ")),
        reason.formatted("denial"));
    check(
        api.post(max, action(task, "provision-complete"), onStep(task)),
        "400 9 Expected a provision step, but the current step is of another kind.");
    check(
        max,
        action(task, "comment"),
        "{'comment':' '}",
        "400 3 Expected a comment, but it was blank.");
    check(
        max,
        action(task, "close"),
        "{}",
        "403 7 Expected the requester or a super admin to close the task, but the caller is"
            + " neither.");

    api.post(max, approve, onStep(task).put("comment", "Fine.")).task();
    JsonNode provision = api.await(max, number, t -> t.at("/policy/current/provision").isObject());
    String now = provision.at("/policy/current/id").asString();
    check(
        api.post(max, approve, onStep(task).put("comment", "Again.")),
        "400 9 Expected policyStepId to be the current step " + now + ", but it was " + step + ".");
    check(
        api.post(max, approve, onStep(provision).put("comment", "Again.")),
        "400 9 Expected an approval step, but the current step is of another kind.");
    check(
        api.post(amy, action(task, "provision-complete"), onStep(provision)),
        "403 7 Expected one of the people who provide this access, but the caller is not among"
            + " them.");
    close(task);
    String closed = "400 9 Expected an open task, but task " + number + " is closed.";
    check(api.post(max, approve, onStep(task)), closed);
    check(max, approve, "{}", closed);
    check(api.post(max, action(task, "provision-complete"), onStep(provision)), closed);
    check(amy, action(task, "close"), "{}", closed);
  }

  @Test
  void aTaskThatIsNotThereOrNotSeenIsNotFound() {
    JsonNode task = api.post(amy, GRANT, access("free")).task();
    String none = "404 5 Expected a task with the id %s, but there is none.";
    String ben = gatehouse.token("ben");
    String id = task.path("id").asString();
    check(api.get(amy, "/api/v1/tasks/none"), none.formatted("none"));
    check(api.get(amy, "/api/v1/tasks/%20"), none.formatted(" "));
    check(api.get(amy, "/api/v1/tasks/999999999"), none.formatted("999999999"));
    check(
        api.get(amy, "/api/v1/tasks/99999999999999999999"), none.formatted("99999999999999999999"));
    check(
        api.get(amy, "/api/v1/tasks/" + "x".repeat(200)), none.formatted("x".repeat(100) + "..."));
    check(api.get(ben, "/api/v1/tasks/" + id), none.formatted(id));
    for (String action : new String[] {"approve", "deny", "comment", "close"}) {
      check(ben, action(task, action), "{}", none.formatted(id));
      check(ben, action(task, action), "no json", none.formatted(id));
      check(amy, "/api/v1/tasks/%20/action/" + action, "{}", none.formatted(" "));
    }
    check(
        amy,
        action(task, "dance"),
        "{}",
        "404 5 Expected a known address, but there is none here.");
    check(
        amy,
        "/api/v1/tasks//action/approve",
        "{}",
        "404 5 Expected a known address, but there is none here.");
    close(task);
  }
}
