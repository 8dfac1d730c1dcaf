package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Finds grants that are live: given, on their way, or not yet known to be gone. */
@Component
public class LiveGrants {
  private static final Bson LIVE = eq(GrantDocuments.LIVE, true);
  static final Bson GIVEN = and(LIVE, ne(GrantDocuments.CREATED_AT, null));

  private final MongoGrants grants;

  LiveGrants(MongoGrants grants) {
    this.grants = grants;
  }

  /** One access, named by entitlement and account. */
  public record Access(EntitlementRef entitlement, AppUserId account) {}

  /** Those of these accesses that are live. */
  public Flux<Held> among(Collection<Access> accesses) {
    List<String> ids =
        accesses.stream()
            .map(each -> new Grant.Key(each.entitlement(), each.account()).id())
            .distinct()
            .toList();
    return ids.isEmpty() ? Flux.empty() : grants.all(and(in("_id", ids), LIVE)).map(Held::of);
  }

  /**
   * A page of what these accounts hold, in the order of ids after {@code after}.
   *
   * @param isAccount true for the accounts themselves, false for everything else
   */
  public Flux<Held> page(
      Collection<AppUserId> accounts, boolean isAccount, String after, int limit) {
    return accounts.isEmpty()
        ? Flux.empty()
        : grants
            .page(
                and(
                    ofAccounts(accounts),
                    LIVE,
                    eq(GrantDocuments.ACCOUNT, isAccount),
                    gt("_id", after)),
                limit)
            .map(Held::of);
  }

  /** What these accounts were given. */
  public Flux<Held> given(Collection<AppUserId> accounts) {
    return accounts.isEmpty()
        ? Flux.empty()
        : grants.all(and(ofAccounts(accounts), GIVEN)).map(Held::of);
  }

  /** Who was given these entitlements. */
  public Flux<Held> holders(Collection<EntitlementRef> entitlements, int limit) {
    return entitlements.isEmpty()
        ? Flux.empty()
        : grants
            .page(
                and(
                    in(
                        GrantDocuments.ENTITLEMENT,
                        entitlements.stream()
                            .map(EntitlementRef::id)
                            .map(EntitlementId::value)
                            .toList()),
                    GIVEN),
                limit)
            .map(Held::of);
  }

  /** A page of what was given, as a search asks for it. */
  Flux<Held> search(List<Bson> conditions, String after, int limit) {
    List<Bson> all = new ArrayList<>(conditions);
    all.add(GIVEN);
    all.add(gt("_id", after));
    return grants.page(and(all), limit).map(Held::of);
  }

  static Bson ofAccounts(Collection<AppUserId> accounts) {
    return in(GrantDocuments.APP_USER, accounts.stream().map(AppUserId::value).toList());
  }
}
