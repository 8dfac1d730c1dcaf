package dev.gatehouse.entitlement.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseAnswer.Kind;
import dev.gatehouse.model.internal.LeaseAnswer.Leased;
import dev.gatehouse.model.internal.LeaseAnswer.Refused;
import dev.gatehouse.model.internal.LeaseAnswer.Target;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A database, a target system, and workers that use the leases, in one thread. Each access to the
 * database and each message waits in one heap, from which the seed picks what happens next.
 */
final class LeaseWorld {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final UserId PERSON = new UserId("ann");
  private static final int STEPS = 20_000;

  private final SplittableRandom random;
  private final List<Runnable> pending = new ArrayList<>();
  private final Map<String, Grant> stored = new HashMap<>();
  private final Set<UserId> marked = new HashSet<>();
  private final Set<Grant.Key> target = new HashSet<>();
  private final Map<Grant.Key, Long> takenBackAt = new HashMap<>();
  private final List<Grant.Key> keys;
  private final Leases leases;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private int tasks;
  private int given;
  private int takenBack;
  private boolean offboarded;

  LeaseWorld(long seed) {
    random = new SplittableRandom(seed);
    keys = List.of(key("editors", "wiki-ann"), key("readers", "wiki-ann"));
    leases =
        new Leases(
            new GrantWrites(new Grants(), new Marks()),
            new Catalog(),
            () -> Mono.fromSupplier(() -> now));
  }

  int given() {
    return given;
  }

  int takenBack() {
    return takenBack;
  }

  void run() {
    for (int i = 0; i < 8; i++) {
      later(() -> worker(anyKey(), random.nextInt(3) > 0));
    }
    after(random.nextInt(60), this::offboard);
    drain();
    assertThat(offboarded).as("the offboarding ends").isTrue();
    sweep();
    assertThat(target).as("what the person still has").isEmpty();
    assertThat(liveGrants()).as("live grants").isEmpty();
  }

  private void drain() {
    int steps = 0;
    while (!pending.isEmpty() && steps++ < STEPS) {
      if (random.nextInt(30) == 0) {
        now = now.plusSeconds(random.nextInt(40));
      }
      pending.remove(random.nextInt(pending.size())).run();
    }
  }

  /** What nobody works on any more, and nobody knows the end of, is taken back. */
  private void sweep() {
    now = now.plus(Duration.ofMinutes(20));
    for (Grant grant : liveGrants()) {
      assertThat(grant.state()).isEqualTo(GrantState.GRANTING);
      attempt(grant.key(), new TaskId("sweep-" + tasks++), false, 1, null);
    }
    drain();
  }

  private static Grant.Key key(String entitlement, String account) {
    return new Grant.Key(
        new EntitlementRef(new AppId("wiki"), new EntitlementId(entitlement)),
        new AppUserId(account));
  }

  private Grant.Key anyKey() {
    return keys.get(random.nextInt(keys.size()));
  }

  private void later(Runnable event) {
    pending.add(event);
  }

  /** Not before others have had so many turns. */
  private void after(int turns, Runnable event) {
    later(turns == 0 ? event : () -> after(turns - 1, event));
  }

  /** A message may be late, and may come twice. */
  private void send(Runnable message) {
    later(message);
    if (random.nextInt(5) == 0) {
      later(message);
    }
  }

  private void worker(Grant.Key key, boolean give) {
    String task = "task-" + tasks++;
    send(() -> attempt(key, new TaskId(task), give, 1, null));
  }

  private void attempt(
      Grant.Key key, TaskId task, boolean give, int number, @Nullable Runnable whenDone) {
    LeaseRequest request =
        new LeaseRequest(
            task,
            new StepId("step"),
            number,
            give,
            key.entitlement(),
            key.appUserId(),
            PERSON,
            new ConnectorId("ldap"),
            give && random.nextBoolean() ? Duration.ofHours(1) : null,
            null,
            LEASE);
    leases.take(request).subscribe(answer -> answered(key, request, answer, whenDone));
  }

  private void answered(
      Grant.Key key, LeaseRequest request, LeaseAnswer answer, @Nullable Runnable whenDone) {
    if (answer instanceof Refused refused && refused.kind() == Kind.STALE) {
      return; // A copy of this worker is ahead and goes on.
    }
    if (!(answer instanceof Leased leased)) {
      retry(key, request, request.attempt() + 1, whenDone);
      return;
    }
    // A worker counts from when it asked, which is never later than what the grant says.
    Instant until = until(key, leased.epoch());
    if (leased.already()) {
      settle(key, request, leased, true, whenDone);
    } else if (random.nextInt(4) == 0) {
      retry(key, request, request.attempt() + random.nextInt(2), whenDone);
      if (random.nextBoolean()) {
        after(random.nextInt(30), () -> call(key, request, leased, until, whenDone));
      }
    } else {
      later(() -> call(key, request, leased, until, whenDone));
    }
  }

  private Instant until(Grant.Key key, long epoch) {
    Grant grant = stored.get(key.id());
    Lease lease = grant == null ? null : grant.lease();
    return lease != null && lease.epoch() == epoch ? lease.until() : Instant.MIN;
  }

  private void call(
      Grant.Key key,
      LeaseRequest request,
      Leased leased,
      Instant until,
      @Nullable Runnable whenDone) {
    if (!now.isBefore(until)) {
      retry(key, request, request.attempt() + 1, whenDone);
      return;
    }
    if (!leased.takenOver() && random.nextInt(6) == 0) {
      settle(key, request, leased, false, whenDone);
      return;
    }
    if (request.give()) {
      assertThat(leased.epoch())
          .as("a give under an epoch before a revoke that was settled")
          .isGreaterThan(takenBackAt.getOrDefault(key, 0L));
      assertThat(offboarded).as("a give after the offboarding ended").isFalse();
      target.add(key);
      given++;
    } else {
      target.remove(key);
    }
    if (random.nextInt(30) == 0) {
      retry(key, request, request.attempt() + random.nextInt(2), whenDone);
    } else {
      settle(key, request, leased, true, whenDone);
    }
  }

  private void settle(
      Grant.Key key,
      LeaseRequest request,
      Leased leased,
      boolean done,
      @Nullable Runnable whenDone) {
    SettleRequest report =
        new SettleRequest(
            request.taskId(),
            request.stepId(),
            request.attempt(),
            leased.epoch(),
            key.entitlement(),
            key.appUserId(),
            done);
    send(
        () ->
            leases
                .settle(report)
                .subscribe(
                    answer -> {
                      if (answer.settled() && done) {
                        finished(key, request, leased, whenDone);
                      } else {
                        retry(key, request, request.attempt() + 1, whenDone);
                      }
                    }));
  }

  private void finished(
      Grant.Key key, LeaseRequest request, Leased leased, @Nullable Runnable whenDone) {
    if (!request.give() && !leased.already()) {
      takenBack++;
      takenBackAt.merge(key, leased.epoch(), Math::max);
    }
    if (request.give() && random.nextBoolean()) {
      worker(key, false);
    }
    if (whenDone != null) {
      whenDone.run();
    }
  }

  /** A request for access gives up after a while, taking it back does not. */
  private void retry(Grant.Key key, LeaseRequest request, int number, @Nullable Runnable whenDone) {
    if (!request.give() || number < 4) {
      now = now.plusSeconds(random.nextInt(2));
      later(() -> attempt(key, request.taskId(), request.give(), number, whenDone));
    } else if (request.give() && random.nextInt(3) == 0) {
      worker(key, true);
    }
  }

  private void offboard() {
    new Marks()
        .mark(PERSON, new TaskId("offboarding"))
        .subscribe(null, null, () -> later(this::scan));
  }

  /** Takes back what a scan finds, until one finds nothing. */
  private void scan() {
    List<Grant> live = liveGrants();
    if (live.isEmpty()) {
      offboarded = true;
      return;
    }
    int[] open = {live.size()};
    for (Grant grant : live) {
      TaskId child = new TaskId("child-" + tasks++);
      boolean[] over = {false};
      Runnable whenDone =
          () -> {
            if (!over[0]) {
              over[0] = true;
              if (--open[0] == 0) {
                later(this::scan);
              }
            }
          };
      send(() -> attempt(grant.key(), child, false, 1, whenDone));
    }
  }

  private List<Grant> liveGrants() {
    return stored.values().stream().filter(grant -> grant.state().live()).toList();
  }

  /** Every access to the database takes its turn. */
  private <T> Mono<T> turn(Supplier<@Nullable T> access) {
    return Mono.create(sink -> later(() -> sink.success(access.get())));
  }

  private final class Grants implements GrantStore {
    @Override
    public Mono<Grant> find(Grant.Key key) {
      return turn(() -> stored.get(key.id()));
    }

    @Override
    public Mono<Grant> write(Grant before, Grant after, @Nullable String taskId) {
      return turn(
          () -> {
            Grant current = stored.get(before.id());
            long version = current == null ? 0 : current.version();
            if (version != before.version()) {
              return null;
            }
            Grant next = after.next(version + 1);
            stored.put(next.id(), next);
            return next;
          });
    }
  }

  private final class Marks implements Leavers {
    @Override
    public Mono<Boolean> leaving(UserId person) {
      return turn(() -> marked.contains(person));
    }

    @Override
    public Mono<Set<UserId>> among(Collection<UserId> people) {
      return turn(() -> people.stream().filter(marked::contains).collect(Collectors.toSet()));
    }

    @Override
    public Mono<Void> mark(UserId person, TaskId offboarding) {
      return turn(() -> marked.add(person)).then(turn(this::raise)).then();
    }

    private boolean raise() {
      stored.replaceAll(
          (id, grant) -> grant.state() == GrantState.GRANTING ? raised(grant) : grant);
      return true;
    }

    private static Grant raised(Grant grant) {
      return new Grant(
          grant.key(),
          grant.version() + 1,
          grant.epoch() + 1,
          grant.state(),
          grant.identity(),
          grant.account(),
          grant.lease(),
          grant.sources(),
          grant.deprovisionAt(),
          grant.createdAt(),
          grant.updatedAt(),
          grant.quietUntil(),
          grant.history());
    }

    @Override
    public Mono<Void> unmark(UserId person, TaskId offboarding) {
      return turn(() -> marked.remove(person)).then();
    }
  }

  private static final class Catalog implements AccessCatalog {
    @Override
    public Mono<Access> access(
        EntitlementRef entitlement, AppUserId account, ConnectorId connector) {
      return Mono.just(
          new Access.Found(
              new Holder(account, PERSON, false),
              "",
              new Target("ldap", Map.of(), "", "", Map.of(), "")));
    }

    @Override
    public Mono<Holding> holding(
        EntitlementRef entitlement, @Nullable AppUserId account, @Nullable UserId person) {
      return Mono.empty();
    }

    @Override
    public Mono<AppUserId> standIn(AppId app, UserId person) {
      return Mono.empty();
    }
  }
}
