package dev.gatehouse.core.scenario;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the test world answers to each question of a decision. */
final class Answers {
  private final World world;
  private final Map<TaskId, Long> numbers = new HashMap<>();

  Answers(World world) {
    this.world = world;
  }

  Map<Query<?>, Object> to(Set<Query<?>> queries) {
    Map<Query<?>, Object> answers = new HashMap<>();
    for (Query<?> query : queries) {
      answers.put(query, to(query));
    }
    return answers;
  }

  private Object to(Query<?> query) {
    return switch (query) {
      case Query.FindEntitlement q ->
          Optional.ofNullable(world.offers.get(q.ref()))
              .map(o -> o.entitlement(name -> world.person(World.ids(name).getFirst())));
      case Query.FindPerson q ->
          Optional.ofNullable(world.people.get(q.id())).map(p -> world.person(p.id()));
      case Query.FindAccount q ->
          Optional.ofNullable(world.accounts.get(q.id())).filter(a -> a.appId().equals(q.appId()));
      case Query.AccountsOf q ->
          world.accounts.values().stream()
              .filter(a -> a.appId().equals(q.appId()))
              .filter(a -> !a.deleted() && q.person().equals(a.identity()))
              .toList();
      case Query.FindPolicy q -> Optional.ofNullable(world.policies.get(q.id()));
      case Query.SuperAdmins q ->
          world.people.keySet().stream()
              .filter(id -> world.roles.getOrDefault(id, Set.of()).contains(Role.SUPER_ADMIN))
              .map(world::person)
              .toList();
      case Query.MembersOf q ->
          world.members.getOrDefault(q.entitlement(), List.of()).stream()
              .map(world::person)
              .toList();
      case Query.FindGrant q -> findGrant(q);
      case Query.LiveGrantsOf q -> page(q);
      case Query.MarkLeaving q -> {
        world.leavingFor(q.person()).add(q.offboarding());
        yield true;
      }
      case Query.UnmarkLeaving q -> {
        world.leavingFor(q.person()).remove(q.offboarding());
        yield true;
      }
      case Query.EndReasons q ->
          world.endReasons(World.key(q.entitlement(), q.appUserId()), q.ending());
      case Query.RecordByHand q -> record(q);
      case Query.DescribeAccountsOf q -> List.of();
      case Query.ReportsOf q -> List.of();
      case Query.OfDirectory<?> q -> Optional.empty();
      case Query.NumericIdFor q -> numbers.computeIfAbsent(q.taskId(), id -> numbers.size() + 1L);
      case Query.OpenTaskFor q ->
          open().filter(t -> t.subject().openKey().equals(q.openKey())).map(Task::id).findFirst();
      case Query.OpenGrantTasksOf q ->
          open()
              .filter(t -> t.subject() instanceof Subject.Grant)
              .filter(t -> q.person().equals(t.subject().person()))
              .map(Task::id)
              .filter(id -> id.value().compareTo(q.after()) > 0)
              .limit(q.limit())
              .toList();
      case Query.OpenChildrenOf q ->
          open()
              .filter(t -> t.watchers().contains(q.parent()))
              .filter(t -> !q.made() || isChild(t, q.parent()))
              .map(Task::id)
              .filter(id -> id.value().compareTo(q.after()) > 0)
              .limit(q.limit())
              .toList();
      case Query.ClosedAmong q -> closedAmong(q);
    };
  }

  private static boolean isChild(Task task, TaskId parent) {
    return task.subject() instanceof Subject.Revoke revoke && parent.equals(revoke.parent());
  }

  private Stream<Task> open() {
    return world.tasks.values().stream().filter(Task::open);
  }

  private Optional<LiveGrant> findGrant(Query.FindGrant q) {
    return world.grants.values().stream()
        .filter(g -> g.entitlement().equals(q.entitlement()))
        .filter(
            g ->
                q.appUserId() != null
                    ? q.appUserId().equals(g.appUserId())
                    : Objects.equals(q.identity(), g.identity()))
        .findFirst();
  }

  private GrantPage page(Query.LiveGrantsOf q) {
    List<Map.Entry<String, LiveGrant>> all =
        world.grants.entrySet().stream()
            .filter(e -> q.person().equals(e.getValue().identity()))
            .filter(e -> e.getValue().account() == q.accounts())
            .filter(e -> e.getKey().compareTo(q.after()) > 0)
            .toList();
    List<Map.Entry<String, LiveGrant>> some = all.subList(0, Math.min(q.limit(), all.size()));
    return new GrantPage(
        some.stream().map(Map.Entry::getValue).toList(),
        some.size() < all.size() ? some.getLast().getKey() : "");
  }

  private HandRecord record(Query.RecordByHand q) {
    String entitlement = q.entitlement().id().value();
    AppUserId account =
        q.appUserId() != null ? q.appUserId() : new AppUserId("wiki-" + q.identity());
    if (!q.given()) {
      world.taken(entitlement, account.value());
    } else if (q.identity() != null && world.isLeaving(q.identity().value())) {
      return new HandRecord(null, "Expected a person who stays, but they are leaving.");
    } else {
      if (!world.accounts.containsKey(account)) {
        world.account(account.value(), "" + q.identity());
      }
      world.granted(entitlement, account.value(), q.taskId().value());
    }
    String record = (q.given() ? "given " : "taken ") + entitlement;
    if (!world.handRecords.contains(record)) {
      world.handRecords.add(record);
    }
    return new HandRecord(account, "");
  }

  private Map<TaskId, Boolean> closedAmong(Query.ClosedAmong q) {
    Map<TaskId, Boolean> closed = new HashMap<>();
    for (TaskId id : new ArrayList<>(q.tasks())) {
      Task task = world.tasks.get(id);
      if (task != null) {
        closed.put(id, !task.open());
      } else if (world.refused.contains(id)) {
        closed.put(id, true);
      }
    }
    return closed;
  }
}
