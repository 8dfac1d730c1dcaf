package dev.gatehouse.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.testkit.store.SampleTasks;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the runtime's package, since nobody else is to know the caps; here for the sample tasks. */
class CapsTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void aTaskHasAsManyStepsAsItMayAndNotOneMore() {
    assertThat(Caps.exceeded(withSteps(Caps.STEPS - 1), List.of())).isEmpty();
    assertThat(Caps.exceeded(withSteps(Caps.STEPS), List.of()))
        .hasValue("Expected at most 64 steps of a task, but it would be 65.");
  }

  @Test
  void aDecisionPublishesNoMoreRecordsThanAnOutboxTakes() {
    assertThat(Caps.exceeded(withSteps(1), records(Caps.OUTBOX_ENTRIES, 1))).isEmpty();
    assertThat(Caps.exceeded(withSteps(1), records(Caps.OUTBOX_ENTRIES + 1, 1)))
        .hasValue("Expected at most 64 records to publish at once, but it would be 65.");
  }

  @Test
  void aRecordIsNoLargerThanABrokerTakes() {
    assertThat(Caps.exceeded(withSteps(1), records(1, 768 * 1024))).isEmpty();
    assertThat(Caps.exceeded(withSteps(1), records(1, 768 * 1024 + 1)))
        .hasValue("Expected at most 786432 bytes of a record, but it would be 786433.");
  }

  @Test
  void aTaskIsNoLargerThanItsDocumentMayBe() {
    assertThat(Caps.exceeded(saying(400 * 1024), List.of())).isEmpty();
    assertThat(Caps.exceeded(saying(512 * 1024), List.of()))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("Expected at most 524288 bytes of a task"));
  }

  private static Task withSteps(int next) {
    PolicyStep step = new PolicyStep.Accept("Fine.");
    Policy policy =
        new Policy(
            new PolicyId("p"), "P", PolicyType.GRANT, false, Map.of("grant", List.of(step)), "{}");
    Task without = task();
    return TaskEvolver.evolve(
        null,
        List.of(
            new Change.TaskCreated(
                without.id(),
                1,
                without.subject(),
                "",
                "",
                null,
                Origin.API,
                false,
                "",
                new PolicyRun(policy, "g", Collections.nCopies(next, step)),
                List.of(),
                List.of(),
                AT)),
        AT);
  }

  private static Task saying(int length) {
    return TaskEvolver.evolve(task(), List.of(new Change.TaskParked("x".repeat(length))), AT);
  }

  private static Task task() {
    return SampleTasks.grant(new TaskId("t"), 1, new UserId("ann"), "editors");
  }

  private static List<OutboxEntry> records(int count, int bytes) {
    return Collections.nCopies(
        count, new OutboxEntry("e", true, "topic", "t", new byte[bytes], Map.of(), AT));
  }
}
