package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.RuleTried;
import dev.gatehouse.core.task.Command.CreateGrant;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells what a policy makes of a request by deciding it in thought: the deciders of the engine go
 * through all steps, as if each that waits for somebody ended well. Pure, as they are; nothing of
 * it is ever written.
 */
public final class TaskExplainer {
  private TaskExplainer() {}

  /**
   * What would come of this request, were it made now by whoever asks. For somebody who sees all
   * tasks but may not ask for others, it is told as if the person concerned asked.
   */
  public static Explained request(CreateGrant command, Context context) {
    return explain(
        () -> {
          Context asking = asking(command, numbered(context));
          Draft draft = new Draft(null, asking);
          return begun(draft, GrantCreation.decide(command, draft));
        });
  }

  /**
   * What became of a task so far, and what is to come.
   *
   * @param tried the rules that were tried when its policy began
   */
  public static Explained task(Task task, List<RuleTried> tried, Context context) {
    PolicyRun run = task.policy();
    if (run == null) {
      return new Explained.Refused(
          Rejected.of(
              Reason.INVALID,
              "Expected a task that runs a policy, but task %d is an offboarding, which has none."
                  .formatted(task.numericId())));
    }
    PolicyId id = run.policy().id();
    return explain(() -> told(Walk.from(new Draft(task, context)), id, tried, Map.of()));
  }

  /** What this policy would make of the request behind a task, were it made now. */
  public static Explained under(Task task, Policy policy, Context context) {
    return explain(
        () -> {
          Draft draft = new Draft(null, context);
          return begun(
              draft, Requests.begin(draft, policy, taking -> anew(task, taking, context)), policy);
        });
  }

  private static Explained explain(Supplier<Explained> telling) {
    try {
      return telling.get();
    } catch (Facts.Unknown unknown) {
      return new Explained.Needs(unknown.queries());
    }
  }

  /** What is told of a task that began in thought. */
  private static Explained begun(Draft draft, Decision decision, Policy... given) {
    return switch (decision) {
      case Decision.Rejected refusal -> new Explained.Refused(refusal);
      case Decision.Needs needs -> new Explained.Needs(needs.queries());
      case Decision.Accepted a -> {
        List<RuleTried> tried =
            draft.changes().stream()
                .filter(RuleTried.class::isInstance)
                .map(RuleTried.class::cast)
                .toList();
        PolicyId id = draft.run().policy().id();
        Walk walk = Walk.from(draft);
        yield told(walk, id, tried, definitions(draft, tried, given));
      }
    };
  }

  private static Explained told(
      Walk walk, PolicyId id, List<RuleTried> tried, Map<PolicyId, Policy> definitions) {
    List<Explanation.Step> steps = new ArrayList<>(walk.steps());
    steps.addAll(LeftOut.of(tried, definitions));
    return new Explained.Told(new Explanation(id, tried, steps, walk.provision()));
  }

  /** The policies whose rules were tried; the decision has asked for all of them. */
  private static Map<PolicyId, Policy> definitions(
      Draft draft, List<RuleTried> tried, Policy... given) {
    Map<PolicyId, Policy> all = new LinkedHashMap<>();
    for (RuleTried each : tried) {
      draft.facts().get(new Query.FindPolicy(each.policyId())).ifPresent(p -> all.put(p.id(), p));
    }
    for (Policy each : given) {
      all.put(each.id(), each);
    }
    return all;
  }

  /** A task gets its number when it is made, and this one is not. */
  private static Context numbered(Context context) {
    return new Context(
        context.taskId(),
        context.commandId(),
        context.actor(),
        context.now(),
        context.facts().with(Map.of(new Query.NumericIdFor(context.taskId()), 0L)),
        context.expressions());
  }

  private static Context asking(CreateGrant command, Context context) {
    if (!(context.actor() instanceof Actor.Person person)
        || !Visibility.seesAll(person)
        || person.may(Permission.REQUEST_FOR_OTHERS)) {
      return context;
    }
    UserId subject =
        AccountChoice.of(
                new Draft(null, context), command.appId(), command.appUserId(), command.identity())
            .person();
    return subject == null
        ? context
        : new Context(
            context.taskId(),
            context.commandId(),
            new Actor.Person(subject, Set.of()),
            context.now(),
            context.facts(),
            context.expressions());
  }

  private static Change.TaskCreated anew(Task task, Policy policy, Context context) {
    return new Change.TaskCreated(
        task.id(),
        task.numericId(),
        task.subject(),
        task.displayName(),
        task.description(),
        task.createdBy(),
        task.origin(),
        task.emergencyAccess(),
        task.requestData(),
        new PolicyRun(
            policy, DerivedId.of("generation", task.id().value(), "1"), policy.baseline()),
        task.participants(),
        List.of(),
        context.now());
  }
}
