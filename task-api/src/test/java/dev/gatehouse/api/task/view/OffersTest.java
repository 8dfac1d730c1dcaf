package dev.gatehouse.api.task.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is offered by which name; the core tests who is offered what. */
class OffersTest {
  private static final Task TASK = ExpandedTest.task();
  private static final Caller ANN = new Caller(new UserId("ann"), Set.of());
  private static final Caller BOB = new Caller(new UserId("bob"), Set.of());
  private static final Caller EVE = new Caller(new UserId("eve"), Set.of());
  private static final Caller ROOT = new Caller(new UserId("root"), Set.of(Role.SUPER_ADMIN));

  /** The entitlement that is asked for. */
  private static Facts known(boolean emergency) {
    EntitlementRef ref = ((Subject.Access) TASK.subject()).entitlement();
    PolicyId policy = new PolicyId("p");
    Entitlement entitlement =
        new Entitlement(
            ref,
            "Editors",
            "Wiki",
            false,
            false,
            List.of(),
            List.of(),
            policy,
            policy,
            policy,
            null,
            emergency,
            policy,
            new ProvisionPolicy.Unconfigured(),
            null,
            null,
            null,
            null);
    return Facts.NONE.with(Map.of(new Query.FindEntitlement(ref), Optional.of(entitlement)));
  }

  @Test
  void everybodyIsOfferedWhatTheyMayDo() {
    assertThat(Offers.of(BOB, TASK, known(false)))
        .containsExactly(
            "TASK_ACTION_TYPE_APPROVE",
            "TASK_ACTION_TYPE_DENY",
            "TASK_ACTION_TYPE_UPDATE_GRANT_DURATION",
            "TASK_ACTION_TYPE_COMMENT");
    assertThat(Offers.of(ANN, TASK, known(false)))
        .containsExactly("TASK_ACTION_TYPE_CLOSE", "TASK_ACTION_TYPE_COMMENT");
    assertThat(Offers.of(EVE, TASK, known(false))).containsExactly("TASK_ACTION_TYPE_COMMENT");
    assertThat(Offers.of(ROOT, TASK, known(false)))
        .containsExactly(
            "TASK_ACTION_TYPE_CLOSE",
            "TASK_ACTION_TYPE_UPDATE_GRANT_DURATION",
            "TASK_ACTION_TYPE_SKIP_STEP",
            "TASK_ACTION_TYPE_RESTART",
            "TASK_ACTION_TYPE_HARD_RESET",
            "TASK_ACTION_TYPE_PROCESS_NOW",
            "TASK_ACTION_TYPE_COMMENT");
  }

  @Test
  void anEmergencyIsOfferedWhereTheEntitlementIsKnownToOfferIt() {
    assertThat(Offers.of(ANN, TASK, known(true)))
        .containsExactly(
            "TASK_ACTION_TYPE_CLOSE",
            "TASK_ACTION_TYPE_ESCALATE_TO_EMERGENCY_ACCESS",
            "TASK_ACTION_TYPE_COMMENT");
    assertThat(Offers.of(ANN, TASK, Facts.NONE))
        .as("nobody can tell just now")
        .containsExactly("TASK_ACTION_TYPE_CLOSE", "TASK_ACTION_TYPE_COMMENT");
  }
}
