package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.web.EntityView;
import dev.gatehouse.entitlement.web.Expanded;
import dev.gatehouse.entitlement.web.Reference;
import dev.gatehouse.model.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Entitlements as the API shows them, and what they can be expanded by. */
public final class EntitlementViews {
  private static final Reference APP = Reference.one("app_id", EntityKind.APP, "appId");
  private static final Reference RESOURCE_TYPE =
      Reference.one("app_resource_type_id", EntityKind.RESOURCE_TYPE, "appResourceTypeId");
  private static final Reference RESOURCE =
      Reference.one("app_resource_id", EntityKind.RESOURCE, "appResourceId");

  /** How answers show entitlements. */
  public static final EntityView VIEW =
      new EntityView(List.of(APP, RESOURCE_TYPE, RESOURCE), true, EntitlementViews::view);

  private EntitlementViews() {}

  /** One {@code AppEntitlementView}. */
  public static ObjectNode view(Entity entitlement, Expanded expanded) {
    ObjectNode view = Json.object();
    view.set("appEntitlement", entitlement.toApi());
    view.put("appPath", expanded.path(APP, entitlement));
    view.put("appResourceTypePath", expanded.path(RESOURCE_TYPE, entitlement));
    view.put("appResourcePath", expanded.path(RESOURCE, entitlement));
    view.set("objectPermissions", expanded.permissions(entitlement));
    return view;
  }
}
