package dev.gatehouse.api.task.view;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an expand mask of tasks can ask for. */
public enum Expansion {
  APP("app_id", "appPath", Kind.APP),
  APP_USER("app_user_id", "appUserPath", Kind.APP_USER),
  ENTITLEMENTS("app_entitlement_ids", "entitlementsPath", Kind.ENTITLEMENT),
  USER("user_id", "userPath", Kind.USER),
  IDENTITY("identity_user_id", "identityUserPath", Kind.USER),
  CREATOR("created_by_user_id", "createdByUserPath", Kind.USER),
  STEP_APPROVERS("step_approver_ids", "stepApproversPath", Kind.USER),
  APPROVERS("approver_ids", "approversPath", Kind.USER);

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

  Expansion(String path, String field, Kind kind) {
    this.path = path;
    this.field = field;
    this.kind = kind;
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
    return switch (this) {
      case APP -> ofAccess(task, access -> access.entitlement().appId());
      case APP_USER -> ofAccess(task, Subject.Access::appUserId);
      case ENTITLEMENTS -> ofAccess(task, access -> access.entitlement().id());
      case USER -> one(task.subject().person());
      case IDENTITY -> ofAccess(task, Subject.Access::identity);
      case CREATOR -> one(task.createdBy());
      case STEP_APPROVERS -> task.assignees().stream().map(Id::value).toList();
      case APPROVERS -> task.actedBy().stream().map(Id::value).toList();
    };
  }

  private static List<String> ofAccess(Task task, Function<Subject.Access, @Nullable Id> id) {
    return switch (task.subject()) {
      case Subject.Access access -> one(id.apply(access));
      case Subject.Offboarding s -> List.of();
    };
  }

  private static List<String> one(@Nullable Id id) {
    return Stream.ofNullable(id).map(Id::value).toList();
  }
}
