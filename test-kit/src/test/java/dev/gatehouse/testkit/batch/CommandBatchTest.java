package dev.gatehouse.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.batch.CommandOutcome;
import dev.gatehouse.runtime.batch.TaskUpdates;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.PublishedEntries;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.store.InMemoryTaskStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a batch does to its tasks, and what becomes of it when something fails in the middle. */
class CommandBatchTest {
  private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private static final String DEAD_LETTERS = Topics.deadLetter(Topics.TASK_COMMANDS);
  private static final TaskId TASK = new TaskId("task-1");
  private static final UserId ANN = new UserId("ann");
  private static final Actor ADMIN = new Actor.Person(new UserId("root"), Set.of(Role.SUPER_ADMIN));

  private final InMemoryTaskStore store = new InMemoryTaskStore(CLOCK);
  private final InMemoryAuditStore audits = new InMemoryAuditStore();
  private final InMemoryLog log = new InMemoryLog();
  private final FixedCatalog catalog =
      new FixedCatalog()
          .with(
              new Query.FindPerson(ANN),
              Optional.of(new Person(ANN, "Ann", true, false, List.of(), null)));
  private final BatchBench bench = new BatchBench(store, audits, log, catalog, CLOCK);

  @Test
  void commandsOfOneTaskBecomeOneWriteInTheirOrder() {
    handle(0, create("c1"), comment("c2", "first"), comment("c3", "second"));

    assertThat(task().version()).isEqualTo(3);
    assertThat(task().commentCount()).isEqualTo(2);
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L, 3L);
    assertThat(events().stream().map(TaskEvent::getEventId))
        .containsExactly("task-1:1:1", "task-1:1:2", "task-1:1:3");
    assertThat(replies().stream().map(CommandReply::getTaskVersion)).containsExactly(1L, 2L, 3L);
    assertThat(replies()).allMatch(CommandReply::getAccepted);
    assertThat(audits.find(TASK, 0, 10).stream().map(Audit::version)).containsExactly(1L, 2L, 3L);
    assertThat(stored().outbox()).isEmpty();
  }

  @Test
  void whatIsPublishedLeavesTheOutboxesTogetherOnceItsAuditsAreStored() {
    PublishedEntries published = PublishedEntries.keptIn(store, BatchBench.audits(audits));
    BatchBench keeping = new BatchBench(store, audits, log, catalog, CLOCK, published);

    keeping.batch().handle(keeping.records("topic", 0, CLOCK, create("c1")));
    assertThat(stored().outbox()).hasSize(2);
    int sent = log.on(Topics.TASK_COMMANDS).size();

    keeping.batch().handle(keeping.records("topic", 1, CLOCK, comment("c2", "hello")));
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L);
    assertThat(log.on(Topics.TASK_COMMANDS)).hasSize(sent);
    assertThat(stored().outbox()).hasSize(3);
    assertThat(audits.find(TASK, 0, 10)).isEmpty();

    published.clear();
    assertThat(stored().outbox()).isEmpty();
    assertThat(audits.find(TASK, 0, 10).stream().map(Audit::version)).containsExactly(1L, 2L);
  }

  @Test
  void whatIsClearedBetweenReadAndWriteIsNotPublishedAgain() {
    PublishedEntries published = PublishedEntries.keptIn(store, BatchBench.audits(audits));
    BatchBench keeping = new BatchBench(store, audits, log, catalog, CLOCK, published);
    keeping.batch().handle(keeping.records("topic", 0, CLOCK, create("c1")));
    RacingStore racing = new RacingStore(store, published::clear, 1);
    BatchBench slower = new BatchBench(racing, audits, log, catalog, CLOCK, published);

    slower.batch().handle(slower.records("topic", 1, CLOCK, comment("c2", "hello")));

    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L);
  }

  @Test
  void manyPublishedEntriesOfOneTaskDoNotStayInItsDocument() {
    PublishedEntries published = PublishedEntries.keptIn(store, BatchBench.audits(audits));
    BatchBench keeping = new BatchBench(store, audits, log, catalog, CLOCK, published);
    keeping.batch().handle(keeping.records("topic", 0, CLOCK, create("c1")));

    for (int i = 1; i <= 40; i++) {
      keeping.batch().handle(keeping.records("topic", i, CLOCK, comment("c" + (i + 1), "more")));
      assertThat(stored().outbox()).hasSizeLessThan(16);
    }

    published.clear();
    assertThat(audits.find(TASK, 0, 100)).hasSize(41);
  }

  @Test
  void whatIsPublishedAndStillInTheOutboxIsPublishedAgainByAWorkerThatDoesNotKnow() {
    PublishedEntries published = PublishedEntries.keptIn(store, BatchBench.audits(audits));
    BatchBench died = new BatchBench(store, audits, log, catalog, CLOCK, published);
    died.batch().handle(died.records("topic", 0, CLOCK, create("c1")));

    handle(1, comment("c2", "hello"));

    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 1L, 2L);
    assertThat(stored().outbox()).isEmpty();
  }

  @Test
  void whatFollowsFromADecisionIsSentSigned() {
    handle(0, create("c1"));

    OutboundRecord followUp = log.on(Topics.TASK_COMMANDS).getFirst();
    TaskCommand command = bench.avro().decode(value(followUp), TaskCommand.class);
    assertThat(command.getContinueOffboarding().getTurn()).isEqualTo(1);
    assertThat(command.getActor().getService()).isEqualTo("policy-worker");
    handleRaw(List.of(raw(1, followUp)));
    assertThat(task().version()).isEqualTo(2);
  }

  @Test
  void aRepeatChangesNothingAndGetsTheSameAnswer() {
    List<RawRecord> records =
        bench.records("topic", 0, CLOCK, create("c1"), comment("c2", "hello"), comment("c3", " "));
    handleRaw(records);
    StoredTask before = stored();
    List<CommandReply> answers = replies();
    int questions = catalog.calls();

    handleRaw(records);

    assertThat(stored()).isEqualTo(before);
    assertThat(events()).hasSize(2);
    assertThat(replies()).hasSize(6);
    assertThat(replies().subList(3, 6)).isEqualTo(answers);
    assertThat(answers.getLast().getReason()).isEqualTo(Reason.INVALID.name());
    assertThat(catalog.calls()).isEqualTo(questions);
  }

  @Test
  void aRefusedCreationStaysRefusedWhateverTheCatalogueLearns() {
    UserId cy = new UserId("cy");
    handle(0, offboard("c1", cy, "hash"));
    catalog.with(
        new Query.FindPerson(cy), Optional.of(new Person(cy, "Cy", true, false, List.of(), null)));
    handle(1, offboard("c1", cy, "hash"));

    assertThat(stored().task()).isNull();
    assertThat(replies().stream().map(CommandReply::getReason))
        .containsExactly("NOT_FOUND", "NOT_FOUND");
    assertThat(events()).isEmpty();
  }

  @Test
  void anotherRequestUnderTheSameCommandIdIsAConflict() {
    handle(0, offboard("c1", ANN, "one"));
    handle(1, offboard("c1", ANN, "other"));

    assertThat(replies().getLast().getReason()).isEqualTo(Reason.CONFLICT.name());
    assertThat(task().version()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenButNotPublishedIsPublishedWhenTheBatchComesAgain() {
    List<RawRecord> records =
        bench.records("topic", 0, CLOCK, create("c1"), comment("c2", "hello"));
    log.refuse(record -> record.topic().equals(Topics.TASK_EVENTS));
    assertThatThrownBy(() -> handleRaw(records)).isInstanceOf(DependencyDownException.class);
    byte[] stored = stored().outbox().getFirst().value();
    List<CommandReply> answers = replies(); // what is written counts, and whoever asked may know
    assertThat(answers).hasSize(2).allMatch(CommandReply::getAccepted);

    log.takeAll();
    handleRaw(records);

    assertThat(value(log.on(Topics.TASK_EVENTS).getFirst())).isEqualTo(stored);
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L);
    assertThat(replies().subList(2, 4)).isEqualTo(answers);
    assertThat(stored().outbox()).isEmpty();
  }

  @Test
  void nothingIsSentAfterAnEventThatFailed() {
    log.refuse(record -> record.topic().equals(Topics.TASK_EVENTS) && version(record) == 2);
    assertThatThrownBy(() -> handle(0, create("c1"), comment("c2", "a"), comment("c3", "b")))
        .isInstanceOf(DependencyDownException.class);
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L);

    log.takeAll();
    handle(3, comment("c4", "c"));

    assertThat(events().stream().map(TaskEvent::getVersion).distinct())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aRecordThatTheBrokerNeverTakesHoldsUpNobodyElse() {
    log.refuseForEver(record -> record.topic().equals(Topics.TASK_EVENTS));

    handle(0, create("c1"));

    assertThat(replies()).hasSize(1);
    assertThat(stored().outbox()).isNotEmpty();
    CLOCK.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      assertThat(bench.sweeper().sweep()).isZero();
    }
    assertThat(bench.meters().counter("gatehouse.outbox.stuck").count()).isEqualTo(1);
    assertThat(store.findUnpublished(CLOCK.instant(), Shards.ALL, 10)).isEmpty();
  }

  @Test
  void aResumeLetsAStuckOutboxGoAgain() {
    log.refuseForEver(record -> record.topic().equals(Topics.TASK_EVENTS));
    handle(0, create("c1"));
    CLOCK.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      bench.sweeper().sweep();
    }
    bench.sweeper().sweep();
    assertThat(bench.meters().get("gatehouse.tasks.held").tag("reason", "stuck").gauge().value())
        .isEqualTo(1);

    handle(1, command("resume", new Command.Resume("")));
    assertThat(store.findUnpublished(CLOCK.instant(), Shards.ALL, 10)).hasSize(1);
    log.takeAll();

    assertThat(bench.sweeper().sweep()).isEqualTo(1);
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L);
    bench.sweeper().sweep();
    assertThat(bench.meters().get("gatehouse.tasks.held").tag("reason", "stuck").gauge().value())
        .isZero();
  }

  @Test
  void timesThatSweepersGoByAreTheDatabasesWhateverTheWorkersClockSays() {
    ManualClock ahead = new ManualClock(CLOCK.instant().plus(Duration.ofHours(1)));
    BatchBench worker = new BatchBench(store, audits, log, catalog, ahead);
    log.refuse(record -> record.topic().equals(Topics.TASK_EVENTS));
    assertThatThrownBy(() -> worker.batch().handle(worker.records("topic", 0, CLOCK, create("c1"))))
        .isInstanceOf(DependencyDownException.class);
    log.takeAll();

    assertThat(stored().outbox()).allMatch(entry -> entry.at().equals(CLOCK.instant()));
    assertThat(store.findDue(CLOCK.instant().plus(TaskStore.IDLE), Shards.ALL, null, 10))
        .hasSize(1);
    CLOCK.advance(Duration.ofSeconds(21));
    assertThat(bench.sweeper().sweep()).isEqualTo(1);
  }

  @Test
  void oneCopyAloneTellsWhatIsHeld() {
    log.refuseForEver(record -> record.topic().equals(Topics.TASK_EVENTS));
    handle(0, create("c1"));
    CLOCK.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      bench.sweeper().sweep();
    }
    BatchBench first = sharing(0);
    BatchBench second = sharing(1);

    first.sweeper().sweep();
    second.sweeper().sweep();

    assertThat(List.of(first, second))
        .extracting(
            copy ->
                copy.meters().get("gatehouse.tasks.held").tag("reason", "stuck").gauge().value())
        .containsExactly(1.0, 0.0);
    assertThat(List.of(first, second))
        .extracting(copy -> copy.meters().get("gatehouse.outbox.age.seconds").gauge().value())
        .containsExactly(60.0, 0.0);
  }

  /** One of two copies of the worker. */
  private BatchBench sharing(int place) {
    Shards share = Shards.of(Set.of(place), 2);
    return new BatchBench(
        "policy-worker",
        store,
        audits,
        log,
        catalog,
        CLOCK,
        PublishedEntries.clearedAtOnce(store, BatchBench.audits(audits)),
        Patience.NONE,
        () -> share);
  }

  @Test
  void aCommandForATaskThatDoesNotExistIsRefusedAtOnce() {
    handle(0, comment("c1", "too early"), create("c2"), comment("c3", "in time"));

    assertThat(replies().stream().map(CommandReply::getAccepted))
        .containsExactly(false, true, true);
    assertThat(replies().getFirst().getReason()).isEqualTo(Reason.NO_SUCH_TASK.name());
    assertThat(task().commentCount()).isEqualTo(1);
  }

  @Test
  void everyRecordOfATaskHasItsIdAsKey() {
    handle(0, create("c1"));

    List<OutboundRecord> all = new ArrayList<>(log.on(Topics.TASK_EVENTS));
    all.addAll(log.on(Topics.TASK_COMMANDS));
    assertThat(all).hasSizeGreaterThan(1);
    assertThat(all)
        .allSatisfy(
            record ->
                assertThat(new String(Objects.requireNonNull(record.key()), StandardCharsets.UTF_8))
                    .isEqualTo(TASK.value()));
  }

  @Test
  void whatADeadWorkerLeftIsSweptUp() {
    log.refuse(record -> record.topic().equals(Topics.TASK_EVENTS));
    assertThatThrownBy(() -> handle(0, create("c1"), comment("c2", "hello")))
        .isInstanceOf(DependencyDownException.class);
    log.takeAll();

    assertThat(bench.sweeper().sweep()).isZero(); // the worker could still be at it
    CLOCK.advance(Duration.ofSeconds(21));

    assertThat(bench.sweeper().sweep()).isEqualTo(1);
    assertThat(events().stream().map(TaskEvent::getVersion)).containsExactly(1L, 2L);
    assertThat(audits.find(TASK, 0, 10)).hasSize(2);
    assertThat(stored().outbox()).isEmpty();
  }

  @Test
  void theTraceOfACommandGoesOnToAllThatItCausesAlsoWhenThatIsSweptUp() {
    Trace trace = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
    log.refuse(record -> record.topic().equals(Topics.TASK_EVENTS));
    assertThatThrownBy(() -> handle(0, create("c1").with(trace)))
        .isInstanceOf(DependencyDownException.class);
    log.takeAll();
    CLOCK.advance(Duration.ofMinutes(1));
    bench.sweeper().sweep();
    handle(0, create("c1").with(trace));

    for (String topic : List.of(Topics.TASK_EVENTS, Topics.TASK_COMMANDS, Topics.COMMAND_REPLIES)) {
      assertThat(log.on(topic)).as(topic).isNotEmpty();
      assertThat(log.on(topic).stream().map(record -> Trace.of(record.headers())))
          .as(topic)
          .containsOnly(trace);
    }
    assertThat(stored().outbox()).isEmpty();
  }

  @Test
  void badRecordsGoToTheDeadLettersAndHurtNoOther() {
    SignedRecord good = bench.codec().encode(create("c1"));
    SignedRecord unsigned = new SignedRecord(good.topic(), good.key(), good.value(), Map.of());
    SignedRecord forged =
        new SignedRecord(
            good.topic(), good.key(), good.value(), Map.of(RecordHeaders.SIGNATURE, "k1.AAAA"));
    SignedRecord otherKey = new SignedRecord(good.topic(), "task-2", good.value(), good.headers());
    SignedRecord noise = new SignedRecord(good.topic(), "task-1", new byte[] {1, 2, 3}, Map.of());
    List<RawRecord> records = new ArrayList<>();
    for (SignedRecord record : List.of(noise, unsigned, good, forged, otherKey)) {
      records.add(BatchBench.record("topic", records.size(), CLOCK, record));
    }
    records.add(
        new RawRecord(Topics.TASK_COMMANDS, "topic", 0, 5, CLOCK.instant(), null, null, Map.of()));

    handleRaw(records);

    assertThat(task().version()).isEqualTo(1);
    List<OutboundRecord> dead = log.on(DEAD_LETTERS);
    assertThat(dead.stream().map(r -> header(r, RecordHeaders.DEAD_OFFSET)))
        .containsExactly("0", "1", "3", "4", "5");
    assertThat(dead.stream().map(r -> header(r, RecordHeaders.DEAD_REASON)))
        .allMatch(reason -> reason.startsWith("Expected "));
    assertThat(dead.getFirst().value()).isEqualTo(new byte[] {1, 2, 3});
    assertThat(dead.getLast().value()).isNull();
  }

  @Test
  void offsetsThatBeginAgainOnANewTopicAreNoRepeats() {
    handle(100, create("c1"), comment("c2", "hello"));

    handleRaw(bench.records("topic", 50, CLOCK, comment("old", "applied long ago")));
    assertThat(task().commentCount()).isEqualTo(1);

    handleRaw(bench.records("topic-made-again", 0, CLOCK, comment("new", "hello again")));
    assertThat(task().commentCount()).isEqualTo(2);
  }

  @Test
  void aFaultInADecisionParksThatTaskOnly() {
    handle(0, create("c1"));
    OutboundRecord goOn = log.on(Topics.TASK_COMMANDS).getFirst();
    catalog.withNonsense(
        new Query.LiveGrantsOf(ANN, false, "", 50)); // asked in the turn after this one
    handleRaw(List.of(raw(1, goOn)));
    OutboundRecord next = log.on(Topics.TASK_COMMANDS).getLast();

    handleRaw(List.of(raw(2, next)));

    assertThat(task().parked()).contains("ClassCastException");
    assertThat(log.on(DEAD_LETTERS)).hasSize(1);
    assertThat(events().getLast().getChanges().getFirst().getKind()).isEqualTo("TaskParked");

    handleRaw(List.of(raw(3, next)));
    assertThat(log.on(DEAD_LETTERS)).hasSize(2);

    handle(4, command("c2", new Command.Resume("")));
    assertThat(task().parked()).isEmpty();
    assertThat(replies().getLast().getAccepted()).isTrue();
  }

  @Test
  void aCreationThatTheEngineFailsOnIsAnsweredAndKept() {
    catalog.withNonsense(new Query.FindPerson(ANN));

    handle(0, create("c1"));

    assertThat(store.all()).isEmpty();
    assertThat(log.on(DEAD_LETTERS)).hasSize(1);
    assertThat(replies().getFirst().getAccepted()).isFalse();
  }

  @Test
  void aQuestionThatIsNeverAnsweredEnds() {
    catalog.refusing(new Query.FindPerson(ANN));

    handle(0, create("c1"));

    assertThat(header(log.on(DEAD_LETTERS).getFirst(), RecordHeaders.DEAD_REASON))
        .contains("after 20 rounds");
  }

  @Test
  void whileTheCatalogueIsDownTheBatchWaitsAndNothingFails() {
    catalog.down(true);
    assertThatThrownBy(() -> handle(0, create("c1"))).isInstanceOf(DependencyDownException.class);
    assertThat(store.all()).isEmpty();
    assertThat(log.on(DEAD_LETTERS)).isEmpty();

    catalog.down(false);
    handle(0, create("c1"));
    assertThat(task().version()).isEqualTo(1);
  }

  @Test
  void whoLosesARaceDecidesAgain() {
    handle(0, create("c1"));
    RacingStore racing =
        new RacingStore(
            store, () -> handleRaw(bench.records("topic", 1, CLOCK, comment("c2", "faster"))), 1);
    BatchBench slower = new BatchBench(racing, audits, log, catalog, CLOCK);

    slower.batch().handle(bench.records("topic", 2, CLOCK, comment("c3", "slower")));

    assertThat(task().version()).isEqualTo(3);
    assertThat(events().stream().map(TaskEvent::getVersion).distinct()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whoLosesEveryRaceGivesTheBatchBackUndone() {
    handle(0, create("c1"));
    AtomicInteger races = new AtomicInteger();
    RacingStore racing =
        new RacingStore(
            store,
            () -> handle(races.incrementAndGet(), comment("faster-" + races.get(), "Me first.")),
            100);
    BatchBench slower = new BatchBench(racing, audits, log, catalog, CLOCK);
    List<RawRecord> records = bench.records("topic", 500, CLOCK, comment("slower", "At last."));

    assertThatThrownBy(() -> slower.batch().handle(records))
        .isInstanceOf(DependencyDownException.class)
        .hasMessageContaining("within 7 tries");

    assertThat(races).hasValue(7);
    assertThat(task().commentCount()).isEqualTo(7);
    handleRaw(records);
    assertThat(task().commentCount()).isEqualTo(8);
    assertThat(task().version()).isEqualTo(9);
  }

  @Test
  void manyCommandsForOneTaskAreDoneInSeveralWrites() {
    int count = 200;
    CommandEnvelope[] commands = new CommandEnvelope[count + 1];
    commands[0] = create("c0");
    for (int i = 1; i <= count; i++) {
      commands[i] = comment("c" + i, "comment " + i);
    }

    handle(0, commands);

    assertThat(task().version()).isEqualTo(count + 1);
    assertThat(events().stream().map(TaskEvent::getVersion))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, count + 1).boxed().toList());
    assertThat(replies()).hasSize(count + 1);
  }

  @Test
  void aSecondOpenTaskForTheSameAccessIsRefusedWithinABatchToo() {
    CommandEnvelope other =
        new CommandEnvelope(
            new CommandId("c2"),
            new TaskId("task-2"),
            ADMIN,
            CLOCK.instant(),
            "",
            "gateway-1",
            new Command.CreateOffboarding(ANN, "", Origin.API));

    handle(0, create("c1"), other);

    assertThat(replies().getLast().getReason()).isEqualTo(Reason.ALREADY_OPEN.name());
    assertThat(replies().getLast().getDetails()).containsEntry("taskId", "task-1");
  }

  @Test
  void whatIsTooLargeIsRefusedAndNotWritten() {
    handle(0, create("c1"), comment("c2", "x".repeat(800 * 1024)));

    assertThat(replies().getLast().getReason()).isEqualTo(Reason.TOO_LARGE.name());
    assertThat(task().version()).isEqualTo(1);
  }

  @Test
  void updatesWithoutATopicHaveTheSameOutcomes() {
    handle(0, create("c1"));
    TaskUpdates updates = new TaskUpdates(bench.batch());

    List<CommandOutcome> first = updates.apply(List.of(comment("c2", "a"), comment("c3", " ")));
    List<CommandOutcome> again = updates.apply(List.of(comment("c2", "a"), comment("c3", " ")));

    assertThat(first).isEqualTo(again);
    assertThat(first.getFirst().verdict()).isEqualTo(new Verdict.Accepted());
    assertThat(first.getFirst().version()).isEqualTo(2);
    assertThat(first.getLast().verdict()).isInstanceOf(Verdict.Refused.class);
  }

  private void handle(long firstOffset, CommandEnvelope... commands) {
    handleRaw(bench.records("topic", firstOffset, CLOCK, commands));
  }

  private void handleRaw(List<RawRecord> records) {
    bench.batch().handle(records);
  }

  private static CommandEnvelope create(String id) {
    return offboard(id, ANN, "");
  }

  private static CommandEnvelope offboard(String id, UserId person, String hash) {
    return new CommandEnvelope(
        new CommandId(id),
        TASK,
        ADMIN,
        CLOCK.instant(),
        hash,
        "gateway-1",
        new Command.CreateOffboarding(person, "leaves", Origin.API));
  }

  private static CommandEnvelope comment(String id, String text) {
    return command(id, new Command.Comment(text));
  }

  private static CommandEnvelope command(String id, Command command) {
    return new CommandEnvelope(
        new CommandId(id), TASK, ADMIN, CLOCK.instant(), "", "gateway-1", command);
  }

  private static RawRecord raw(long offset, OutboundRecord record) {
    return new RawRecord(
        record.topic(),
        "topic",
        0,
        offset,
        CLOCK.instant(),
        record.key(),
        record.value(),
        record.headers());
  }

  private StoredTask stored() {
    return Objects.requireNonNull(store.load(List.of(TASK)).get(TASK));
  }

  private Task task() {
    return Objects.requireNonNull(stored().task());
  }

  private List<TaskEvent> events() {
    return log.on(Topics.TASK_EVENTS).stream()
        .map(r -> bench.avro().decode(value(r), TaskEvent.class))
        .toList();
  }

  private long version(OutboundRecord event) {
    return bench.avro().decode(value(event), TaskEvent.class).getVersion();
  }

  private List<CommandReply> replies() {
    return log.on(Topics.COMMAND_REPLIES).stream()
        .map(r -> bench.avro().decode(value(r), CommandReply.class))
        .toList();
  }

  private static byte[] value(OutboundRecord record) {
    return Objects.requireNonNull(record.value());
  }

  private static String header(OutboundRecord record, String name) {
    return new String(Objects.requireNonNull(record.headers().get(name)), StandardCharsets.UTF_8);
  }
}
