package dev.gatehouse.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.ManualClock;
import dev.gatehouse.testkit.store.InMemoryTaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two workers, one of them always half dead: the store forgets to answer, sends fail, batches come
 * again, also to the other worker. Whatever the seed, in the end every command was done once, every
 * version was published without a gap and with one content, and every command was answered.
 */
class BatchSimulationTest {
  private static final int SEEDS = 25;
  private static final int TASKS = 4;
  private static final int COMMANDS = 40;
  private static final Actor ADMIN = new Actor.Person(new UserId("root"), Set.of(Role.SUPER_ADMIN));

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 20_261_122, 4_711})
  void everyCommandIsDoneOnceAndEveryVersionIsPublished(long first) {
    for (long seed = first; seed < first + SEEDS; seed++) {
      new Run(seed).play();
    }
  }

  /** One seed. */
  private static final class Run {
    private final long seed;
    private final SplittableRandom random;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final InMemoryTaskStore store = new InMemoryTaskStore(clock);
    private final InMemoryAuditStore audits = new InMemoryAuditStore();
    private final InMemoryLog log = new InMemoryLog();
    private final FaultyStore faulty;
    private final List<BatchBench> workers;
    private final List<CommandEnvelope> commands = new ArrayList<>();

    Run(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.faulty = new FaultyStore(store, random.split(), 0.15);
      FixedCatalog catalog = new FixedCatalog();
      for (int i = 0; i < TASKS; i++) {
        UserId id = new UserId("person-" + i);
        catalog.with(
            new Query.FindPerson(id),
            Optional.of(new Person(id, id.value(), true, false, List.of(), null)));
      }
      this.workers =
          List.of(
              new BatchBench(faulty, audits, log, catalog, clock),
              new BatchBench(faulty, audits, log, catalog, clock));
    }

    void play() {
      for (int i = 0; i < TASKS; i++) {
        commands.add(
            command(i, "create-" + i, new Command.CreateOffboarding(person(i), "", Origin.API)));
      }
      for (int i = 0; i < COMMANDS; i++) {
        commands.add(command(random.nextInt(TASKS), "comment-" + i, new Command.Comment("c" + i)));
      }
      List<RawRecord> records =
          workers.getFirst().records("topic", 0, clock, commands.toArray(CommandEnvelope[]::new));
      int committed = 0;
      while (committed < records.size()) {
        int end = Math.min(records.size(), committed + 1 + random.nextInt(12));
        committed = deliver(records.subList(committed, end)) ? end : committed;
        if (random.nextInt(5) == 0) {
          committed = Math.max(0, committed - random.nextInt(10)); // a commit that was lost
        }
      }
      faulty.heal();
      log.takeAll();
      clock.advance(Duration.ofMinutes(1));
      workers.getFirst().sweeper().sweep();
      check();
    }

    private boolean deliver(List<RawRecord> records) {
      double failRate = random.nextInt(3) == 0 ? 0.1 : 0;
      log.refuse(record -> random.nextDouble() < failRate);
      try {
        workers.get(random.nextInt(workers.size())).batch().handle(records);
        return true;
      } catch (DependencyDownException e) {
        return false;
      }
    }

    private void check() {
      for (int i = 0; i < TASKS; i++) {
        TaskId id = new TaskId("task-" + i);
        StoredTask stored = Objects.requireNonNull(store.load(List.of(id)).get(id));
        Task task = Objects.requireNonNull(stored.task());
        long wanted = commands.stream().filter(c -> c.taskId().equals(id)).count();
        assertThat(task.version()).as("versions of %s, seed %d", id, seed).isEqualTo(wanted);
        assertThat((long) task.commentCount()).as("comments, seed %d", seed).isEqualTo(wanted - 1);
        assertThat(stored.outbox()).as("outbox, seed %d", seed).isEmpty();
        assertThat(audits.find(id, 0, 1000)).as("audits, seed %d", seed).hasSize((int) wanted);
        checkEvents(id, wanted);
      }
      Set<String> answered = new HashSet<>();
      log.on(Topics.COMMAND_REPLIES).stream()
          .map(r -> workers.getFirst().avro().decode(value(r), CommandReply.class))
          .forEach(
              reply -> {
                assertThat(reply.getAccepted()).as("%s, seed %d", reply, seed).isTrue();
                answered.add(reply.getCommandId());
              });
      assertThat(answered).as("answered, seed %d", seed).hasSize(commands.size());
      assertThat(log.on(Topics.deadLetter(Topics.TASK_COMMANDS))).isEmpty();
    }

    /** At first sight the versions come without a gap; a repeat has the same bytes. */
    private void checkEvents(TaskId id, long last) {
      Map<String, byte[]> seen = new HashMap<>();
      long next = 1;
      for (OutboundRecord record : log.on(Topics.TASK_EVENTS)) {
        TaskEvent event = workers.getFirst().avro().decode(value(record), TaskEvent.class);
        if (!event.getTaskId().equals(id.value())) {
          continue;
        }
        byte[] before = seen.put(event.getEventId(), value(record));
        if (before == null) {
          assertThat(event.getVersion()).as("version, seed %d", seed).isEqualTo(next++);
        } else {
          assertThat(value(record)).as("repeat, seed %d", seed).isEqualTo(before);
        }
      }
      assertThat(next - 1).as("last version of %s, seed %d", id, seed).isEqualTo(last);
    }

    private static byte[] value(OutboundRecord record) {
      return Objects.requireNonNull(record.value());
    }

    private static UserId person(int i) {
      return new UserId("person-" + i);
    }

    private CommandEnvelope command(int task, String id, Command command) {
      return new CommandEnvelope(
          new CommandId(id),
          new TaskId("task-" + task),
          ADMIN,
          clock.instant(),
          "",
          "gateway-1",
          command);
    }
  }
}
