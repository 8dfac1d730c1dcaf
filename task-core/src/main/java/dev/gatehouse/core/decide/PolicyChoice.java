package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.PolicyReplaced.Cause;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which policy decides a task, and with which steps, by what is defined now.
 *
 * @param found null where there is none with this id
 */
record PolicyChoice(PolicyId id, @Nullable PolicyResolution found) {

  static PolicyChoice now(Draft draft, boolean emergency) {
    Entitlement entitlement = StepFlow.entitlement(draft);
    PolicyId id =
        switch (StepFlow.access(draft.task())) {
          case Subject.Grant s -> ofRequest(entitlement, emergency);
          case Subject.Revoke s -> entitlement.revokePolicyId();
        };
    PolicyResolution found =
        draft
            .facts()
            .get(new Query.FindPolicy(id))
            .map(policy -> PolicyResolution.of(draft, draft.task(), policy))
            .orElse(null);
    return new PolicyChoice(id, found);
  }

  /** Why no policy can decide the task; null if one can. */
  @Nullable Rejected refusal() {
    return found == null ? Requests.noPolicy(id) : found.refusal();
  }

  /** The policy of a request for an entitlement. */
  static PolicyId ofRequest(Entitlement entitlement, boolean emergency) {
    PolicyId urgent = entitlement.emergencyGrantPolicyId();
    return emergency && urgent != null ? urgent : entitlement.grantPolicyId();
  }

  /** The steps that a task begins with. What the engine takes back by itself asks nobody. */
  static List<PolicyStep> firstSteps(Task task, Policy policy) {
    boolean byEngine = task.createdBy() == null && task.subject() instanceof Subject.Revoke;
    return byEngine ? unasked(policy) : policy.baseline();
  }

  /** The steps of a policy that nobody is asked in. */
  static List<PolicyStep> unasked(Policy policy) {
    return policy.baseline().stream().filter(PolicyStep.Provision.class::isInstance).toList();
  }

  /** Gives the current step up, and begins this policy in a generation of its own. */
  void replace(Draft draft, Cause cause) {
    PolicyResolution resolution = Objects.requireNonNull(found, "the policy was looked at");
    Policy chosen = resolution.policy();
    PolicyId old = draft.run().policy().id();
    StepId step = SteeringDecider.giveUpStep(draft);
    draft.add(
        new Change.PolicyReplaced(
            cause,
            old,
            step,
            chosen,
            DerivedId.of("generation", draft.task().id().value(), draft.commandId().value()),
            firstSteps(draft.task(), chosen)));
    resolution.tried().forEach(draft::add);
  }
}
