package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the creations of tasks share. */
final class Requests {
  private Requests() {}

  static Rejected noSuchEntitlement(EntitlementRef ref) {
    return Rejected.of(
        Reason.NOT_FOUND,
        "Expected appEntitlementId to name an entitlement of the app %s, but %s was not found there."
            .formatted(ref.appId(), ref.id()));
  }

  static Rejected noSuchPerson(UserId id) {
    return Rejected.of(
        Reason.NOT_FOUND, "Expected a person with the id " + id + ", but there is none.");
  }

  static Rejected alreadyOpen(String what, TaskId taskId) {
    return new Rejected(
        Reason.ALREADY_OPEN,
        "Expected no open task for the same %s, but %s is open.".formatted(what, taskId),
        Map.of("taskId", taskId.value()));
  }

  static Rejected noPolicy(PolicyId id) {
    return Rejected.of(
        Reason.INVALID, "Expected a policy to decide this request, but " + id + " was not found.");
  }

  static @Nullable Policy policy(Draft draft, PolicyId id) {
    return draft.facts().get(new Query.FindPolicy(id)).orElse(null);
  }

  /** Makes a task with the steps that this policy has for it, and begins the first of them. */
  static Decision begin(Draft draft, Policy policy, Function<Policy, Change.TaskCreated> created) {
    return begin(draft, policy, created, null, null);
  }

  /**
   * The same with a form before all steps.
   *
   * @param form what a request has to say first; null for nothing
   * @param answers what it says already; null for nothing
   */
  static Decision begin(
      Draft draft,
      Policy policy,
      Function<Policy, Change.TaskCreated> created,
      @Nullable Form form,
      @Nullable Answers answers) {
    Task defined = TaskEvolver.apply(null, created.apply(policy));
    PolicyResolution found = PolicyResolution.of(draft, defined, policy);
    if (found.refusal() != null) {
      return found.refusal();
    }
    draft.add(created.apply(found.policy()));
    found.tried().forEach(draft::add);
    Decision.Rejected refusal = form == null ? null : FormDecider.first(draft, form, answers);
    return refusal != null ? refusal : StepFlow.start(draft);
  }

  static boolean manages(Draft draft, @Nullable Person subject) {
    return subject != null
        && switch (draft.actor()) {
          case Actor.Person p -> subject.managers().contains(p.id());
          case Actor.Service s -> false;
        };
  }

  /** Creator, subject, the subject's managers, owners of entitlement and app. */
  static List<UserId> participants(
      @Nullable UserId creator, @Nullable Person subject, @Nullable Entitlement entitlement) {
    List<UserId> all = new ArrayList<>();
    if (creator != null) {
      all.add(creator);
    }
    if (subject != null) {
      all.add(subject.id());
      all.addAll(subject.managers());
    }
    if (entitlement != null) {
      entitlement.owners().forEach(p -> all.add(p.id()));
      entitlement.appOwners().forEach(p -> all.add(p.id()));
    }
    return all.stream().distinct().toList();
  }
}
