package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.store.DatabaseTime;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.testkit.simulation.Faults;
import dev.gatehouse.testkit.simulation.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The grants of entitlement-service without its database: the real rules of leases and of what
 * people did by hand, on grants in memory. Questions and answers may get lost on their way.
 */
public final class SimulatedEntitlements implements GrantLeases {
  private final Stage stage;
  private final Faults faults;
  private final Consumer<String> reached;
  private final Consumer<String> broken;
  private final InMemoryGrants grants;
  private final Leases leases;
  private final HandRecords hands;
  private final Reasons reasons;

  /** One grant as it is. */
  public record Shown(
      String id,
      EntitlementRef entitlement,
      AppUserId account,
      boolean isAccount,
      boolean live,
      String state,
      @Nullable TaskId holder,
      @Nullable Instant deprovisionAt,
      long epoch) {
    public boolean granted() {
      return state.equals(GrantState.GRANTED.name());
    }
  }

  /**
   * @param owners whose account it is
   * @param isAccount whether an entitlement is the account itself
   * @param reached hears what was reached, to be counted
   * @param broken hears of access that is taken back although something justifies it
   */
  public SimulatedEntitlements(
      Stage stage,
      Faults faults,
      Function<AppUserId, @Nullable UserId> owners,
      Predicate<EntitlementRef> isAccount,
      Consumer<String> reached,
      Consumer<String> broken) {
    this.stage = stage;
    this.faults = faults;
    this.reached = reached;
    this.broken = broken;
    this.grants = new InMemoryGrants(owners, () -> stage.pause("reaches the grants"));
    GrantWrites writes = new GrantWrites(grants, grants);
    Catalog catalog = new Catalog(owners, isAccount);
    DatabaseTime time =
        () -> Mono.fromSupplier(() -> stage.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    this.leases = new Leases(writes, catalog, time);
    this.hands = new HandRecords(writes, catalog, time);
    this.reasons = new Reasons(writes, time);
  }

  @Override
  public LeaseAnswer take(LeaseRequest request, Trace trace) {
    stage.pause("asks for the lease of " + request.entitlement().id());
    faults.mayLose("a lease");
    LeaseAnswer answer = done(leases.take(request));
    if (answer instanceof LeaseAnswer.Leased leased) {
      look(request, leased);
    }
    faults.mayLose("a lease that was taken");
    stage.note("... " + answer);
    return answer;
  }

  @Override
  public SettleAnswer settle(SettleRequest request, Trace trace) {
    stage.pause("settles the lease of " + request.entitlement().id() + " " + request.done());
    faults.mayLose("a settlement");
    SettleAnswer answer = done(leases.settle(request));
    faults.mayLose("a settlement that was made");
    stage.note("... " + answer);
    return answer;
  }

  public HandRecord record(Query.RecordByHand query) {
    return done(hands.record(query));
  }

  /** Looks at what was granted, at the moment at which it was. */
  private void look(LeaseRequest request, LeaseAnswer.Leased leased) {
    Ending ending = request.ending();
    if (leased.already()) {
      if (request.give() || ending != null) {
        reached.accept(request.give() ? "access prolonged" : "access stays for another reason");
      }
      return;
    }
    if (request.give() || ending == null || leased.takenOver()) {
      return;
    }
    grants.all().stream()
        .filter(grant -> grant.key().entitlement().equals(request.entitlement()))
        .filter(grant -> grant.key().appUserId().equals(request.appUserId()))
        .flatMap(grant -> grant.sources().stream())
        .filter(source -> !hasEnded(source, ending))
        .forEach(
            source ->
                broken.accept(
                    "Expected access to go with the last of its reasons, but task %s takes back %s of %s, which %s still justifies."
                        .formatted(
                            request.taskId(), request.entitlement(), request.appUserId(), source)));
  }

  private static boolean hasEnded(GrantSource source, Ending ending) {
    return switch (ending) {
      case Ending.OfRequest e -> source.id().equals(e.request().value());
      case Ending.ExpiredBy e -> source.until() != null && !source.until().isAfter(e.at());
    };
  }

  public boolean end(Query.EndReasons query) {
    boolean stays = done(reasons.end(query));
    if (stays) {
      reached.accept("access stays for another reason");
    }
    return stays;
  }

  public void mark(UserId person, TaskId offboarding) {
    grants.mark(person, offboarding).block();
  }

  public void unmark(UserId person, TaskId offboarding) {
    grants.unmark(person, offboarding).block();
  }

  public boolean leaving(UserId person) {
    return grants.leavesNow(person);
  }

  /** Every grant that was ever given, in the order of ids. */
  public List<Shown> all() {
    return grants.all().stream().map(SimulatedEntitlements::shown).toList();
  }

  /** The grant of an access, if it was ever given. */
  public Optional<Shown> find(EntitlementRef entitlement, AppUserId account) {
    String id = new Grant.Key(entitlement, account).id();
    return all().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private static Shown shown(Grant grant) {
    Lease lease = grant.lease();
    return new Shown(
        grant.id(),
        grant.key().entitlement(),
        grant.key().appUserId(),
        grant.account(),
        grant.state().live(),
        grant.state().name(),
        lease == null ? null : lease.holder().taskId(),
        grant.deprovisionAt(),
        grant.epoch());
  }

  private static <T> T done(Mono<T> work) {
    try {
      T answer = work.block();
      if (answer == null) {
        throw new IllegalStateException("Expected an answer, but there was none.");
      }
      return answer;
    } catch (ApiException e) {
      throw new DependencyDownException(String.valueOf(e.getMessage()), e);
    }
  }

  private record Catalog(
      Function<AppUserId, @Nullable UserId> owners, Predicate<EntitlementRef> isAccount)
      implements AccessCatalog {
    @Override
    public Mono<Access> access(
        EntitlementRef entitlement, AppUserId account, ConnectorId connector) {
      return Mono.just(
          new Access.Found(
              holder(entitlement, account),
              "",
              new LeaseAnswer.Target(
                  "simulated",
                  Map.of(),
                  entitlement.id().value(),
                  account.value(),
                  Map.of(),
                  entitlement.id().value())));
    }

    private Holder holder(EntitlementRef entitlement, AppUserId account) {
      return new Holder(account, owners.apply(account), isAccount.test(entitlement));
    }

    @Override
    public Mono<Holding> holding(
        EntitlementRef entitlement, @Nullable AppUserId account, @Nullable UserId person) {
      return Mono.just(
          account == null
              ? new Holding.Missing("Expected an account, but none was named.")
              : new Holding.Held(holder(entitlement, account)));
    }

    @Override
    public Mono<AppUserId> standIn(AppId app, UserId person) {
      return Mono.error(new IllegalStateException("Everybody here has an account."));
    }
  }
}
