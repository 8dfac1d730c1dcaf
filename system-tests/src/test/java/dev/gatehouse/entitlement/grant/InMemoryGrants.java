package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Grants and the marks of people who leave, in memory; behaves like MongoDB's. */
final class InMemoryGrants implements GrantStore, Leavers {
  private final Function<AppUserId, @Nullable UserId> owners;
  private final Runnable beforeEach;
  private final Map<String, Grant> grants = new TreeMap<>();
  private final Map<UserId, Set<TaskId>> marks = new HashMap<>();

  /**
   * @param owners whose account it is
   * @param beforeEach done before each access
   */
  InMemoryGrants(Function<AppUserId, @Nullable UserId> owners, Runnable beforeEach) {
    this.owners = owners;
    this.beforeEach = beforeEach;
  }

  private <T> Mono<T> access(Supplier<@Nullable T> work) {
    return Mono.fromSupplier(
        () -> {
          beforeEach.run();
          return work.get();
        });
  }

  @Override
  public Mono<Grant> find(Grant.Key key) {
    return access(() -> grants.get(key.id()));
  }

  @Override
  public Mono<Grant> write(Grant before, Grant after, @Nullable String taskId) {
    return access(
        () -> {
          Grant current = grants.get(before.id());
          long version = current == null ? 0 : current.version();
          if (version != before.version()) {
            return null;
          }
          Grant next = after.next(version + 1);
          grants.put(next.id(), next);
          return next;
        });
  }

  @Override
  public Mono<Boolean> leaving(UserId person) {
    return access(() -> leavesNow(person));
  }

  boolean leavesNow(UserId person) {
    return !marks.getOrDefault(person, Set.of()).isEmpty();
  }

  @Override
  public Mono<Set<UserId>> among(Collection<UserId> people) {
    return access(() -> people.stream().filter(this::leavesNow).collect(Collectors.toSet()));
  }

  @Override
  public Mono<Void> mark(UserId person, TaskId offboarding) {
    return access(() -> marks.computeIfAbsent(person, p -> new LinkedHashSet<>()).add(offboarding))
        .then(access(() -> raise(person)))
        .then();
  }

  private boolean raise(UserId person) {
    grants.replaceAll(
        (id, grant) ->
            grant.state() == GrantState.GRANTING
                    && person.equals(owners.apply(grant.key().appUserId()))
                ? raised(grant)
                : grant);
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
    return access(() -> marks.getOrDefault(person, new LinkedHashSet<>()).remove(offboarding))
        .then();
  }

  /** What is stored now, in the order of ids. */
  List<Grant> all() {
    return List.copyOf(grants.values());
  }
}
