package dev.gatehouse.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.batch.FixedCatalog;
import dev.gatehouse.testkit.batch.InMemoryAuditStore;
import dev.gatehouse.testkit.batch.InMemoryLog;
import dev.gatehouse.testkit.history.EventChains;
import dev.gatehouse.testkit.store.InMemoryTaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of those who read the topics when the database, or the topic, loses something. */
@ExtendWith(QuietLogs.class)
class RestoreTest {
  private static final TaskId TASK = new TaskId("t1");
  private static final Actor ADMIN = Organisation.actor(Organisation.ROOT);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final InMemoryLog log = new InMemoryLog();
  private final InMemoryAuditStore audits = new InMemoryAuditStore();
  private final InMemoryTaskStore store = new InMemoryTaskStore(clock);
  private final FixedCatalog catalog =
      new FixedCatalog()
          .with(
              new Query.FindPerson(Organisation.CY),
              Optional.of(Organisation.person(Organisation.CY, false)));

  @Test
  void versionsThatAreIssuedAgainAfterARestoreAreOtherEvents() {
    // given
    BatchBench before = bench(store);
    before.batch().handle(records(before, 0, create(), comment("c2")));
    InMemoryTaskStore backup = store.backup();
    before.batch().handle(records(before, 2, comment("lost")));

    // when
    BatchBench after = bench(backup);
    after.batch().handle(records(after, 3, comment("new")));

    // then
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L, 3L, 3L);
    assertThat(events().stream().map(TaskEvent::getEventId))
        .containsExactly("t1:1:1", "t1:1:2", "t1:1:3", "t1:2:3");
    assertThat(events().stream().map(TaskEvent::getCommandId))
        .containsExactly("c1", "c2", "lost", "new");
    assertThat(audits.find(TASK, 0, 10).stream().map(Audit::id))
        .containsExactly("t1:1:1", "t1:1:2", "t1:1:3", "t1:2:3");
  }

  @Test
  void whatTheBackupDoesNotHaveIsDoneAgainFromTheTopicAndWhatItHasIsNot() {
    BatchBench before = bench(store);
    List<RawRecord> all = records(before, 0, create(), comment("c2"), comment("c3"), comment("c4"));
    before.batch().handle(all.subList(0, 2));
    InMemoryTaskStore backup = store.backup();
    before.batch().handle(all.subList(2, 4));

    bench(backup).batch().handle(all);

    Task task = Objects.requireNonNull(backup.load(List.of(TASK)).get(TASK).task());
    assertThat(task.version()).isEqualTo(4);
    assertThat(task.commentCount()).isEqualTo(3);
    assertThat(events().stream().map(TaskEvent::getEventId))
        .containsExactly("t1:1:1", "t1:1:2", "t1:1:3", "t1:1:4", "t1:2:3", "t1:2:4");
  }

  @Test
  void whoComesTooLateForTheTopicFindsTheSameEventsInTheAudits() {
    // given
    BatchBench bench = bench(store);
    bench.batch().handle(records(bench, 0, create(), comment("c2"), comment("c3"), comment("c4")));
    List<OutboundRecord> kept = log.on(Topics.TASK_EVENTS).subList(2, 4);

    // when
    EventChains chain = new EventChains();
    for (Audit audit : audits.find(TASK, 0, 2)) {
      chain.add(BatchBench.AVRO.decode(audit.event(), TaskEvent.class), audit.event());
    }
    for (OutboundRecord record : kept) {
      byte[] bytes = Objects.requireNonNull(record.value());
      chain.add(BatchBench.AVRO.decode(bytes, TaskEvent.class), bytes);
    }
    for (Audit audit : audits.find(TASK, 0, 10)) {
      chain.add(BatchBench.AVRO.decode(audit.event(), TaskEvent.class), audit.event());
    }

    // then
    assertThat(chain.violations()).isEmpty();
    assertThat(chain.versions().get("t1")).containsExactly("c1", "c2", "c3", "c4");
  }

  private BatchBench bench(InMemoryTaskStore tasks) {
    return new BatchBench(tasks, audits, log, catalog, clock);
  }

  private List<RawRecord> records(BatchBench bench, long first, CommandEnvelope... commands) {
    return bench.records("topic", first, clock, commands);
  }

  private CommandEnvelope create() {
    return command("c1", new Command.CreateOffboarding(Organisation.CY, "", Origin.API));
  }

  private CommandEnvelope comment(String id) {
    return command(id, new Command.Comment("hello"));
  }

  private CommandEnvelope command(String id, Command command) {
    return new CommandEnvelope(
        new CommandId(id), TASK, ADMIN, clock.instant(), "", "gateway", command);
  }

  private List<TaskEvent> events() {
    List<TaskEvent> events = new ArrayList<>();
    for (OutboundRecord record : log.on(Topics.TASK_EVENTS)) {
      events.add(BatchBench.AVRO.decode(Objects.requireNonNull(record.value()), TaskEvent.class));
    }
    return events;
  }
}
