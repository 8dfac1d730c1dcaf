package dev.gatehouse.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.facts.Description;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What expressions can name: the request, who it is about, and the {@link Words}. */
final class Variables {
  private final Evaluation evaluation;

  Variables(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** The names that there are for a purpose, with their types. */
  static Map<String, CelType> declared(Purpose purpose) {
    Map<String, CelType> all = new LinkedHashMap<>();
    all.put("subject", Things.USER.type());
    all.put("entitlement", Things.ENTITLEMENT.type());
    all.put("task", Things.TASK.type());
    all.put("ip", Parameter.ADDRESS.type());
    switch (purpose) {
      case CONDITION -> all.put("account", Things.ACCOUNT.type());
      case APPROVERS -> {
        all.put("appOwners", ListType.create(Things.USER.type()));
        all.put("app_owners", ListType.create(Things.USER.type()));
      }
      case VALUE -> {
        // The fields of an account are made before there is one.
      }
    }
    Words.ALL.keySet().forEach(word -> all.put(word, SimpleType.STRING));
    return all;
  }

  /**
   * The value of a name; none where the request has no such thing, such as an account that is still
   * to be made. The address that a request came from is not passed on to whoever decides it.
   */
  Optional<Object> find(String name) {
    String word = Words.ALL.get(name);
    return word != null ? Optional.of(word) : Optional.ofNullable(thing(name));
  }

  private @Nullable Object thing(String name) {
    UserId subject = evaluation.scope().subject();
    Task task = evaluation.scope().task();
    if (name.equals("subject")) {
      return subject == null ? null : Things.user(evaluation, subject);
    }
    if (task == null) {
      return null;
    }
    if (name.equals("task")) {
      return new Thing(Things.TASK, task.id().value(), evaluation, () -> description(task));
    }
    return task.subject() instanceof Subject.Access access ? ofAccess(name, access) : null;
  }

  private @Nullable Object ofAccess(String name, Subject.Access access) {
    return switch (name) {
      case "entitlement" -> Things.entitlement(evaluation, access.entitlement());
      case "account" ->
          access.appUserId() == null
              ? null
              : Things.account(evaluation, access.entitlement().appId(), access.appUserId());
      case "appOwners", "app_owners" ->
          Things.users(
              evaluation,
              evaluation
                  .ask(new Query.FindEntitlement(access.entitlement()))
                  .map(Entitlement::appOwners)
                  .orElse(List.of())
                  .stream()
                  .map(Person::id)
                  .toList());
      default -> null;
    };
  }

  private static Description description(Task task) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("numericId", String.valueOf(task.numericId()));
    fields.put("displayName", task.displayName());
    fields.put("origin", "TASK_ORIGIN_" + task.origin());
    fields.put("createdAt", task.createdAt());
    UserId subject = task.subject().person();
    if (subject != null) {
      fields.put("subjectUserId", subject.value());
    }
    UserId requestor = task.createdBy();
    if (requestor != null) {
      fields.put("requestorUserId", requestor.value());
    }
    if (task.subject() instanceof Subject.Grant grant) {
      Duration duration = grant.duration();
      fields.put("isGrantPermanent", duration == null);
      if (duration != null) {
        fields.put("grantDuration", duration);
      }
    }
    return new Description(fields);
  }
}
