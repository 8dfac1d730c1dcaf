package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;

/** The store that the simulation uses is like the one on MongoDB. */
class InMemoryGrantsTest extends GrantStoreContract {
  private final InMemoryGrants grants =
      new InMemoryGrants(
          account -> new UserId(account.value().substring("wiki-".length())), () -> {});
  private int people;

  @Override
  GrantStore grants() {
    return grants;
  }

  @Override
  Leavers leavers() {
    return grants;
  }

  @Override
  Holder newHolder() {
    String name = "person-" + people++;
    return new Holder(new UserId(name), new AppUserId("wiki-" + name));
  }
}
