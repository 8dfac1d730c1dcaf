package dev.gatehouse.entitlement.grant;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Grants as the API shows them. */
final class Bindings {
  private Bindings() {}

  /** An {@code AppEntitlementUserBinding}: an account that was given an entitlement. */
  static ObjectNode binding(Held held) {
    ObjectNode binding = account(held.entitlement().appId().value(), held.account().value());
    binding.put("appEntitlementId", held.entitlement().id().value());
    put(binding, "createdAt", held.createdAt());
    put(binding, "deprovisionAt", held.deprovisionAt());
    return binding;
  }

  /** The same of an account that was not given it. */
  static ObjectNode account(String appId, String accountId) {
    return Json.object().put("appId", appId).put("appUserId", accountId);
  }

  /** An {@code AppEntitlementUserView}: the same with the account. */
  static ObjectNode view(Held held, @Nullable Entity account) {
    ObjectNode view = account(held.entitlement().appId().value(), held.account().value());
    view.put("appEntitlementId", held.entitlement().id().value());
    put(view, "appEntitlementUserBindingCreatedAt", held.createdAt());
    put(view, "appEntitlementUserBindingDeprovisionAt", held.deprovisionAt());
    view.put("originatingTicketId", held.taskId());
    if (account != null) {
      view.putObject("appUser").set("appUser", account.toApi());
    }
    return view;
  }

  private static void put(ObjectNode object, String name, @Nullable Instant time) {
    if (time != null) {
      object.put(name, Timestamps.format(time));
    }
  }
}
