package dev.gatehouse.entitlement.user;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Reference;
import dev.gatehouse.model.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** People as the API shows them. */
final class UserViews {
  private static final Reference MANAGERS =
      Reference.many("manager_ids", EntityKind.USER, "managerIds");
  private static final Reference DELEGATE =
      Reference.one("delegated_user_id", EntityKind.USER, "delegatedUserId");
  static final EntityView VIEW = new EntityView(List.of(MANAGERS, DELEGATE), UserViews::view);

  private UserViews() {}

  private static ObjectNode view(Entity user, Expanded expanded) {
    ObjectNode view = Json.object();
    view.set("user", user.toApi());
    view.put("userId", user.id());
    view.put("managersPath", expanded.path(MANAGERS, user));
    view.put("delegatedUserPath", expanded.path(DELEGATE, user));
    view.set("objectPermissions", EntityView.readOnly());
    return view;
  }
}
