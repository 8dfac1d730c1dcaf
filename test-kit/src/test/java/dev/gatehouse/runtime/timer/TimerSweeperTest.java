package dev.gatehouse.runtime.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.batch.InMemoryLog;
import dev.gatehouse.testkit.store.InMemoryTaskStore;
import dev.gatehouse.testkit.store.SampleTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In the runtime's package, since nobody else is to know how many are told at once. */
class TimerSweeperTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final ManualClock clock = new ManualClock(SampleTasks.AT);
  private final TaskStore store = new InMemoryTaskStore(clock);
  private final InMemoryLog log = new InMemoryLog();
  private Shards share = Shards.ALL;
  private final TimerSweeper sweeper = sweeper();

  private TimerSweeper sweeper() {
    return new TimerSweeper(
        store,
        new CommandCodec(
            BatchBench.AVRO, InstallationKeys.parse(BatchBench.INSTALLATION_KEYS), ClientKeys.NONE),
        log,
        "policy-worker",
        () -> share);
  }

  @Test
  void ofACrowdTheOldestAreToldAndOthersAsThoseMove() {
    List<TaskId> crowd = due(TimerSweeper.MOST + 500);

    assertThat(sweeper.sweep()).isEqualTo(TimerSweeper.MOST);
    assertThat(told()).containsExactlyElementsOf(crowd.subList(0, TimerSweeper.MOST));
    assertThat(sweeper.sweep()).as("none has moved").isZero();

    crowd.subList(700, 1_000).forEach(this::close);

    assertThat(sweeper.sweep()).isEqualTo(300);
    assertThat(told())
        .containsExactlyElementsOf(crowd.subList(0, TimerSweeper.MOST + 300))
        .doesNotHaveDuplicates();
  }

  @Test
  void olderOnesThatComeLaterWaitUntilThereIsRoom() {
    List<TaskId> crowd = due(TimerSweeper.MOST);
    assertThat(sweeper.sweep()).isEqualTo(TimerSweeper.MOST);
    TaskId older = add("older", SampleTasks.AT.minusSeconds(60));

    assertThat(sweeper.sweep()).isZero();
    close(crowd.getFirst());

    assertThat(sweeper.sweep()).isEqualTo(1);
    assertThat(told()).endsWith(older);
  }

  @Test
  void whoDoesNotMoveIsToldAgainAfterAWhileAndNotBefore() {
    TaskId task = due(1).getFirst();
    assertThat(sweeper.sweep()).isEqualTo(1);

    clock.advance(TaskStore.IDLE.minus(MOMENT));
    assertThat(sweeper.sweep()).isZero();
    clock.advance(MOMENT);
    assertThat(sweeper.sweep()).isEqualTo(1);

    assertThat(told()).containsExactly(task, task);
    assertThat(commands())
        .as("another command, since the first one may be done")
        .doesNotHaveDuplicates();
  }

  @Test
  void whoHasMovedToALaterTimeIsToldWhenThatComes() {
    TaskId task = due(1).getFirst();
    assertThat(sweeper.sweep()).isEqualTo(1);

    write(task, SampleTasks.commented(task(task)), clock.instant());
    assertThat(sweeper.sweep()).isZero();
    clock.advance(TaskStore.IDLE);

    assertThat(sweeper.sweep()).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeSentIsSentByTheNextSweep() {
    TaskId task = due(1).getFirst();
    log.refuse(record -> true);
    assertThatThrownBy(sweeper::sweep).isInstanceOf(CompletionException.class);

    log.takeAll();

    assertThat(sweeper.sweep()).isEqualTo(1);
    assertThat(told()).containsExactly(task);
  }

  @Test
  void whoGetsAShareBackTellsAllOfItAgainByTheSameCommands() {
    due(3);
    assertThat(sweeper.sweep()).isEqualTo(3);
    share = Shards.NONE;
    assertThat(sweeper.sweep()).isZero();
    share = Shards.ALL;

    assertThat(sweeper.sweep()).isEqualTo(3);
    assertThat(sweeper().sweep()).as("another sweeper").isEqualTo(3);

    assertThat(commands().stream().distinct()).hasSize(3);
  }

  /** As many tasks as that are due now, each a moment after the one before. */
  private List<TaskId> due(int count) {
    List<TaskId> tasks =
        IntStream.range(0, count)
            .mapToObj(i -> add("t" + i, SampleTasks.AT.plus(MOMENT.multipliedBy(i))))
            .toList();
    clock.advance(TaskStore.IDLE.plus(MOMENT.multipliedBy(count)));
    return tasks;
  }

  /** An offboarding that was last written at this time. */
  private TaskId add(String name, Instant at) {
    TaskId id = new TaskId(name);
    Task task = SampleTasks.offboarding(id, store.nextNumericId(), new UserId("person-" + name));
    TaskWrite write = SampleTasks.insert(task);
    store.write(
        List.of(
            new TaskWrite(
                id,
                null,
                task,
                write.createdBy(),
                write.outcomes(),
                write.positions(),
                write.outbox(),
                at)));
    return id;
  }

  private void close(TaskId id) {
    write(id, SampleTasks.closed(task(id)), clock.instant());
  }

  private void write(TaskId id, Task task, Instant at) {
    TaskWrite write = SampleTasks.update(stored(id), task, "move");
    store.write(
        List.of(
            new TaskWrite(
                id,
                write.before(),
                task,
                write.createdBy(),
                write.outcomes(),
                write.positions(),
                write.outbox(),
                at)));
  }

  private StoredTask stored(TaskId id) {
    return Objects.requireNonNull(store.load(List.of(id)).get(id));
  }

  private Task task(TaskId id) {
    return SampleTasks.task(stored(id));
  }

  private List<TaskCommand> sent() {
    return log.on(Topics.TASK_COMMANDS).stream()
        .map(
            record ->
                BatchBench.AVRO.decode(Objects.requireNonNull(record.value()), TaskCommand.class))
        .toList();
  }

  private List<TaskId> told() {
    return sent().stream().map(command -> new TaskId(command.getTaskId())).toList();
  }

  private List<String> commands() {
    return sent().stream().map(TaskCommand::getCommandId).toList();
  }
}
