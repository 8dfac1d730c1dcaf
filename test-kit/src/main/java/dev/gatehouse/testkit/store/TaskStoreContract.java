package dev.gatehouse.testkit.store;

import static dev.gatehouse.testkit.store.SampleTasks.AT;
import static dev.gatehouse.testkit.store.SampleTasks.adopted;
import static dev.gatehouse.testkit.store.SampleTasks.child;
import static dev.gatehouse.testkit.store.SampleTasks.closeRequested;
import static dev.gatehouse.testkit.store.SampleTasks.closed;
import static dev.gatehouse.testkit.store.SampleTasks.commented;
import static dev.gatehouse.testkit.store.SampleTasks.entry;
import static dev.gatehouse.testkit.store.SampleTasks.grant;
import static dev.gatehouse.testkit.store.SampleTasks.insert;
import static dev.gatehouse.testkit.store.SampleTasks.offboarding;
import static dev.gatehouse.testkit.store.SampleTasks.parked;
import static dev.gatehouse.testkit.store.SampleTasks.resumed;
import static dev.gatehouse.testkit.store.SampleTasks.task;
import static dev.gatehouse.testkit.store.SampleTasks.tombstone;
import static dev.gatehouse.testkit.store.SampleTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.store.GrantsOf;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.SourcePosition;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.runtime.store.WriteResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every task store promises. */
public abstract class TaskStoreContract {
  @SuppressWarnings("NullAway.Init") // before each test
  private TaskStore store;

  /** A store that may hold the tasks of other tests, but none with ids of this one. */
  protected abstract TaskStore store();

  @BeforeEach
  void openStore() {
    store = store();
  }

  @Test
  void whatIsWrittenIsRead() {
    Task task = newGrant();
    SourcePosition position = new SourcePosition("topic-id", 3, 42);
    TaskWrite plain = insert(task, entry("e1", AT));
    TaskWrite write =
        new TaskWrite(
            plain.id(),
            null,
            task,
            plain.createdBy(),
            List.of(
                new RecordedOutcome(
                    plain.createdBy().id(), "hash", new Verdict.Accepted(), 1, position),
                new RecordedOutcome(
                    new CommandId("second"),
                    "",
                    new Verdict.Refused(Reason.ALREADY_OPEN, "Expected.", Map.of("taskId", "x")),
                    1,
                    null),
                new RecordedOutcome(
                    new CommandId("third"), "", new Verdict.DeadLettered("Expected."), 1, null)),
            List.of(position),
            plain.outbox(),
            AT);

    StoredTask won = won(write);

    assertThat(store.load(List.of(task.id())).get(task.id())).isEqualTo(won);
    assertThat(won).isEqualTo(write.result(won.writeToken()));
    assertThat(store.findByNumericId(task.numericId())).contains(won);
  }

  @Test
  void onlyOneOfTwoCreationsWins() {
    Task task = newGrant();
    won(insert(task));
    assertThat(write(insert(task))).isInstanceOf(WriteResult.Lost.class);
  }

  @Test
  void whoReadBeforeAnotherWroteLoses() {
    StoredTask read = won(insert(newGrant()));
    StoredTask other = won(update(read, commented(task(read)), "other"));

    WriteResult late = write(update(read, commented(task(read)), "late"));

    assertThat(late).isInstanceOf(WriteResult.Lost.class);
    assertThat(load(read.id())).isEqualTo(other);
  }

  @Test
  void aRefusalThatChangesNoVersionIsARaceToo() {
    StoredTask read = won(insert(newGrant()));
    won(update(read, task(read), "refused"));

    assertThat(write(update(read, commented(task(read)), "late")))
        .isInstanceOf(WriteResult.Lost.class);
  }

  @Test
  void eachTaskOfOneWriteIsOnItsOwn() {
    StoredTask stale = won(insert(newGrant()));
    won(update(stale, commented(task(stale)), "other"));
    Task fresh = newGrant();

    Map<TaskId, WriteResult> results =
        store.write(List.of(update(stale, commented(task(stale)), "late"), insert(fresh)));

    assertThat(results.get(stale.id())).isInstanceOf(WriteResult.Lost.class);
    assertThat(results.get(fresh.id())).isInstanceOf(WriteResult.Won.class);
  }

  @Test
  void oneOpenTaskForEachAccess() {
    UserId person = person();
    String entitlement = newId().value();
    Task first = grant(newId(), store.nextNumericId(), person, entitlement);
    Task second = grant(newId(), store.nextNumericId(), person, entitlement);
    StoredTask open = won(insert(first));

    assertThat(write(insert(second))).isEqualTo(new WriteResult.OpenKeyTaken(first.id()));
    String key = first.subject().openKey();
    assertThat(store.findOpen(Set.of(key, "of nobody"))).isEqualTo(Map.of(key, first.id()));

    won(update(open, closed(first), "close"));
    assertThat(store.findOpen(Set.of(key))).isEmpty();
    won(insert(second));
  }

  @Test
  void theLastOutcomesAreRemembered() {
    StoredTask task = won(insert(newGrant()));
    for (int i = 1; i <= StoredTask.RING; i++) {
      task = won(update(task, task(task), "command-" + i));
    }
    StoredTask read = load(task.id());
    assertThat(read).isEqualTo(task);
    assertThat(read.outcomes()).hasSize(StoredTask.RING);
    assertThat(read.outcomeOf(read.createdBy().id())).isEmpty();
    assertThat(read.outcomeOf(new CommandId("command-1"))).isPresent();
  }

  @Test
  void clearingTakesJustWhatWasPublishedAndIsNoRace() {
    StoredTask read = won(insert(newGrant(), entry("e1", AT), entry("e2", AT)));

    store.clear(Map.of(read.id(), List.of("e1")));
    store.clear(Map.of(read.id(), List.of("e1")));

    assertThat(load(read.id()).outbox()).containsExactly(entry("e2", AT));
    won(update(load(read.id()), commented(task(read)), "next", entry("e3", AT)));
    assertThat(load(read.id()).outbox()).containsExactly(entry("e2", AT), entry("e3", AT));
  }

  @Test
  void aWriteBringsNothingBackThatOthersClearedMeanwhile() {
    StoredTask read = won(insert(newGrant(), entry("e1", AT), entry("e2", AT)));
    store.clear(Map.of(read.id(), List.of("e1")));

    won(update(read, commented(task(read)), "next", entry("e3", AT)));

    assertThat(load(read.id()).outbox()).containsExactly(entry("e2", AT), entry("e3", AT));
  }

  @Test
  void unpublishedOutboxesComeOldestFirstUntilTheyAreStuck() {
    StoredTask young = won(insert(newGrant(), entry("young", AT.minusSeconds(30))));
    StoredTask old = won(insert(newGrant(), entry("old", AT.minusSeconds(60))));
    StoredTask fresh = won(insert(newGrant(), entry("fresh", AT)));

    assertThat(unpublished()).containsSubsequence(old.id(), young.id());
    assertThat(unpublished()).doesNotContain(fresh.id());
    assertThat(store.oldestUnpublished()).contains(AT.minusSeconds(60));

    assertThat(store.countVainAttempt(old.id(), "Expected.", 2)).isFalse();
    assertThat(store.countVainAttempt(old.id(), "Expected.", 2)).isTrue();
    assertThat(unpublished()).contains(young.id()).doesNotContain(old.id());
    assertThat(store.held()).isEqualTo(new HeldTask.Counts(0, 1));

    store.letGo(List.of(old.id(), young.id()));
    assertThat(unpublished()).containsSubsequence(old.id(), young.id());
    assertThat(store.held()).isEqualTo(new HeldTask.Counts(0, 0));
    assertThat(store.countVainAttempt(old.id(), "Expected.", 2)).isFalse();

    store.clear(Map.of(old.id(), List.of("old"), young.id(), List.of("young")));
    assertThat(unpublished()).doesNotContain(young.id(), old.id());
  }

  @Test
  void anOutboxIsNoLongerStuckOnceAWriteTakesOutAllThatItHeld() {
    StoredTask read = won(insert(newGrant(), entry("old", AT.minusSeconds(60))));
    assertThat(store.countVainAttempt(read.id(), "Expected.", 1)).isTrue();

    won(update(read, commented(task(read)), "next", entry("e2", AT.minusSeconds(50))));
    assertThat(store.held()).isEqualTo(new HeldTask.Counts(0, 1));

    StoredTask now = load(read.id());
    won(
        update(
            now.without(List.of("old", "e2")),
            commented(task(now)),
            "last",
            entry("e3", AT.minusSeconds(40))));
    assertThat(store.held()).isEqualTo(new HeldTask.Counts(0, 0));
    assertThat(unpublished()).contains(read.id());
    store.clear(Map.of(read.id(), List.of("e3")));
  }

  private List<TaskId> unpublished() {
    return unpublished(Shards.ALL);
  }

  private List<TaskId> unpublished(Shards share) {
    return store.findUnpublished(AT.minusSeconds(20), share, 100).stream()
        .map(StoredTask::id)
        .toList();
  }

  @Test
  void whatIsSweptBelongsToOneShare() {
    StoredTask grant = won(insert(newGrant(), entry("left", AT.minusSeconds(60))));
    StoredTask idle = won(insert(offboarding(newId(), store.nextNumericId(), person())));

    List<Shards> shares =
        IntStream.range(0, 3).mapToObj(place -> Shards.of(Set.of(place), 3)).toList();

    assertThat(shares.stream().filter(share -> unpublished(share).contains(grant.id()))).hasSize(1);
    long late = TaskStore.IDLE.toSeconds();
    assertThat(shares.stream().filter(share -> due(late, share).contains(idle.id()))).hasSize(1);
    assertThat(unpublished(Shards.NONE)).isEmpty();
    assertThat(due(late, Shards.NONE)).isEmpty();
    store.clear(Map.of(grant.id(), List.of("left")));
    won(update(idle, closed(task(idle)), "close"));
  }

  @Test
  void aRefusedCreationIsRememberedButIsNoTask() {
    TaskId id = newId();
    Verdict.Refused refusal = new Verdict.Refused(Reason.NOT_FOUND, "Expected.", Map.of());
    StoredTask stored = won(tombstone(id, refusal));

    assertThat(load(id)).isEqualTo(stored);
    assertThat(stored.task()).isNull();
    assertThat(store.closedAmong(List.of(id, newId()))).isEqualTo(Map.of(id, true));

    Task later = grant(id, store.nextNumericId(), person(), newId().value());
    won(update(stored, later, "another-creation"));
    assertThat(task(load(id))).isEqualTo(later);
  }

  private static EntitlementId entitlement(Task task) {
    return ((Subject.Access) task.subject()).entitlement().id();
  }

  @Test
  void openTasksAreFoundInPages() {
    UserId person = person();
    TaskId parent = newId();
    Task grant1 = grant(newId(), store.nextNumericId(), person, newId().value());
    Task grant2 = grant(newId(), store.nextNumericId(), person, newId().value());
    Task child = child(newId(), store.nextNumericId(), parent, newId().value());
    won(insert(grant1));
    won(insert(grant2));
    StoredTask storedChild = won(insert(child));
    List<TaskId> both =
        List.of(grant1.id(), grant2.id()).stream()
            .sorted(Comparator.comparing(TaskId::value))
            .toList();

    GrantsOf ofPerson = new GrantsOf.Person(person);
    assertThat(store.findOpenGrantTasks(ofPerson, "", 10)).isEqualTo(both);
    assertThat(store.findOpenGrantTasks(ofPerson, both.getFirst().value(), 10))
        .containsExactly(both.getLast());
    assertThat(store.findOpenGrantTasks(ofPerson, "", 1)).containsExactly(both.getFirst());
    GrantsOf ofEntitlement = new GrantsOf.Entitlement(entitlement(grant1));
    assertThat(store.findOpenGrantTasks(ofEntitlement, "", 10)).containsExactly(grant1.id());
    assertThat(store.findOpenGrantTasks(new GrantsOf.App(new AppId("no-app")), "", 10)).isEmpty();
    assertThat(store.findOpenChildren(parent, false, "", 10)).containsExactly(child.id());
    assertThat(store.closedAmong(List.of(child.id()))).isEqualTo(Map.of(child.id(), false));

    won(update(storedChild, closed(child), "close"));
    assertThat(store.findOpenChildren(parent, false, "", 10)).isEmpty();
    assertThat(store.closedAmong(List.of(child.id()))).isEqualTo(Map.of(child.id(), true));
  }

  @Test
  void aTaskWaitsForItsAttemptWhileItIsOpenNotParkedAndNotToBeClosed() {
    StoredTask open = won(insert(newGrant()));
    StoredTask parked = won(insert(newGrant()));
    StoredTask held = won(update(parked, parked(task(parked)), "parking"));
    StoredTask over = won(insert(newGrant()));
    won(update(over, closed(task(over)), "close"));

    StoredTask unwanted = won(insert(newGrant()));
    won(update(unwanted, closeRequested(task(unwanted)), "wish"));

    assertThat(
            store.awaitingAmong(List.of(open.id(), parked.id(), over.id(), unwanted.id(), newId())))
        .containsExactly(open.id());
    assertThat(store.awaitingAmong(List.of())).isEmpty();

    won(update(held, resumed(task(held)), "resume"));
    assertThat(store.awaitingAmong(List.of(parked.id()))).containsExactly(parked.id());
  }

  @Test
  void whatATaskMadeIsToldFromWhatItAdopted() {
    TaskId parent = newId();
    Task child = child(newId(), store.nextNumericId(), parent, newId().value());
    Task adopted = adopted(newId(), store.nextNumericId(), parent, newId().value());
    won(insert(child));
    won(insert(adopted));

    assertThat(store.findOpenChildren(parent, false, "", 10))
        .containsExactlyInAnyOrder(child.id(), adopted.id());
    assertThat(store.findOpenChildren(parent, true, "", 10)).containsExactly(child.id());
    assertThat(store.findOpenChildren(parent, true, child.id().value(), 10)).isEmpty();
  }

  @Test
  void anOffboardingIsDueWhenItWasIdleForLong() {
    StoredTask idle = won(insert(offboarding(newId(), store.nextNumericId(), person())));
    StoredTask grant = won(insert(newGrant()));

    assertThat(due(0)).doesNotContain(idle.id());
    assertThat(due(TaskStore.IDLE.toSeconds())).contains(idle.id()).doesNotContain(grant.id());

    won(update(idle, closed(task(idle)), "close"));
    assertThat(due(TaskStore.IDLE.toSeconds())).doesNotContain(idle.id());
  }

  private List<TaskId> due(long seconds) {
    return due(seconds, Shards.ALL);
  }

  private List<TaskId> due(long seconds, Shards share) {
    return store.findDue(AT.plusSeconds(seconds), share, null, 100).stream()
        .map(due -> due.task().id())
        .toList();
  }

  @Test
  void numbersAreGivenOutOnce() {
    assertThat(store.nextNumericId()).isNotEqualTo(store.nextNumericId());
    assertThat(store.incarnation()).isPositive();
    assertThat(store.now()).isNotNull();
  }

  private Task newGrant() {
    return grant(newId(), store.nextNumericId(), person(), newId().value());
  }

  private static TaskId newId() {
    return new TaskId("task-" + UUID.randomUUID());
  }

  private static UserId person() {
    return new UserId("person-" + UUID.randomUUID());
  }

  private WriteResult write(TaskWrite write) {
    return Objects.requireNonNull(store.write(List.of(write)).get(write.id()));
  }

  private StoredTask won(TaskWrite write) {
    WriteResult result = write(write);
    assertThat(result).isInstanceOf(WriteResult.Won.class);
    return ((WriteResult.Won) result).stored();
  }

  private StoredTask load(TaskId id) {
    return Objects.requireNonNull(store.load(List.of(id)).get(id));
  }
}
