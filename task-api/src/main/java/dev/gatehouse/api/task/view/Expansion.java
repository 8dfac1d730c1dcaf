package dev.gatehouse.api.task.view;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an expand mask of tasks can ask for. */
enum Expansion {
  APP("app_id", "appPath", Kind.APP, access(a -> a.entitlement().appId())),
  APP_USER("app_user_id", "appUserPath", Kind.APP_USER, access(Subject.Access::appUserId)),
  ENTITLEMENTS(
      "app_entitlement_ids",
      "entitlementsPath",
      Kind.ENTITLEMENT,
      access(a -> a.entitlement().id())),
  USER("user_id", "userPath", Kind.USER, task -> one(task.subject().person())),
  IDENTITY("identity_user_id", "identityUserPath", Kind.USER, access(Subject.Access::identity)),
  CREATOR("created_by_user_id", "createdByUserPath", Kind.USER, task -> one(task.createdBy())),
  STEP_APPROVERS("step_approver_ids", "stepApproversPath", Kind.USER, Task::assignees),
  APPROVERS("approver_ids", "approversPath", Kind.USER, Task::actedBy);

  /** The kinds of objects, with the message of each. */
  enum Kind {
    USER("c1.api.user.v1.User"),
    APP("c1.api.app.v1.App"),
    APP_USER("c1.api.app.v1.AppUser"),
    ENTITLEMENT("c1.api.app.v1.AppEntitlement");

    private final String type;

    Kind(String message) {
      this.type = "type.googleapis.com/" + message;
    }

    String type() {
      return type;
    }
  }

  private final String path;
  private final String field;
  private final Kind kind;
  private final Function<Task, Collection<? extends Id>> ids;

  Expansion(String path, String field, Kind kind, Function<Task, Collection<? extends Id>> ids) {
    this.path = path;
    this.field = field;
    this.kind = kind;
    this.ids = ids;
  }

  /** What the mask calls it. */
  String path() {
    return path;
  }

  /** The field of the view that says where the objects stand. */
  String field() {
    return field;
  }

  Kind kind() {
    return kind;
  }

  /** The objects that a task names. */
  List<String> ids(Task task) {
    return ids.apply(task).stream().map(Id::value).toList();
  }

  private static Function<Task, Collection<? extends Id>> access(
      Function<Subject.Access, @Nullable Id> id) {
    return task ->
        switch (task.subject()) {
          case Subject.Access access -> one(id.apply(access));
          case Subject.Offboarding s -> List.of();
        };
  }

  private static Collection<? extends Id> one(@Nullable Id id) {
    return Stream.ofNullable(id).toList();
  }
}
