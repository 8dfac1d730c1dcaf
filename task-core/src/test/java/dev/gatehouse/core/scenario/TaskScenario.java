package dev.gatehouse.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A test told as given, when, then. It is about one task, {@code t1}, unless {@link #on} names
 * another.
 */
public final class TaskScenario {
  private static final Actor WORKER = new Actor.Service("provisioning-worker");

  private final World world;
  private final Engine engine;
  private TaskId id = new TaskId("t1");
  private @Nullable Decision last;

  private TaskScenario(World world) {
    this.world = world;
    this.engine = new Engine(world);
  }

  public static TaskScenario given(World world) {
    return new TaskScenario(world);
  }

  /** From here on it is about this task. */
  public TaskScenario on(String taskId) {
    id = new TaskId(taskId);
    return this;
  }

  /** Something that happened before; it must have been accepted. */
  public TaskScenario and(String person, Act act) {
    when(person, act);
    accepted();
    return this;
  }

  /** Something that a service did before; it must have been accepted. */
  public TaskScenario andService(Act act) {
    whenService(act);
    accepted();
    return this;
  }

  public TaskScenario when(String person, Act act) {
    last = engine.act(id, world.actor(person), act);
    return this;
  }

  public TaskScenario whenService(Act act) {
    last = engine.act(id, WORKER, act);
    return this;
  }

  /** Nothing happens until the time that the step stands at, and then the task is told. */
  public TaskScenario whenItIsTime() {
    engine.passUntil(Objects.requireNonNull(task().dueAt(), "the step has a time"));
    return whenService(Acts.timer());
  }

  public TaskScenario parked(String reason) {
    engine.park(id, reason);
    return this;
  }

  /** Changes the world in the middle of the story. */
  public TaskScenario meanwhile(Consumer<World> change) {
    change.accept(world);
    return this;
  }

  /** Delivers what was sent to tasks, and what that sends, until all is still. */
  public TaskScenario delivered() {
    while (!engine.queue().isEmpty()) {
      engine.deliver(engine.queue().remove());
    }
    return this;
  }

  /** Delivers the first of this kind that is on its way, before anything else. */
  public TaskScenario deliveredFirst(Class<? extends Command> kind) {
    Engine.Envelope envelope =
        engine.queue().stream()
            .filter(e -> kind.isInstance(e.command()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " is on its way"));
    engine.queue().remove(envelope);
    engine.deliver(envelope);
    return this;
  }

  /** The changes of the last command are of these kinds, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only the names of the classes are looked at
  public final TaskScenario then(Class<? extends Change>... kinds) {
    assertThat(accepted().changes())
        .extracting(change -> (Object) change.getClass())
        .containsExactlyElementsOf(Arrays.asList((Object[]) kinds));
    return this;
  }

  /** It was right, but nothing had to happen. */
  public TaskScenario thenNothing() {
    assertThat(accepted()).isEqualTo(new Decision.Accepted(List.of(), List.of()));
    return this;
  }

  public TaskScenario thenRejected(Reason reason, String sentence) {
    assertThat(last).isInstanceOf(Decision.Rejected.class);
    Decision.Rejected refusal = (Decision.Rejected) Objects.requireNonNull(last);
    assertThat(refusal.sentence()).contains(sentence);
    assertThat(refusal.reason()).isEqualTo(reason);
    return this;
  }

  public TaskScenario withDetail(String name, String value) {
    assertThat(last)
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            refusal -> assertThat(refusal.details()).isEqualTo(Map.of(name, value)));
    return this;
  }

  public TaskScenario thenTask(Consumer<Task> expectation) {
    expectation.accept(task());
    return this;
  }

  public TaskScenario thenThereIsNoTask() {
    assertThat(world.task(id)).isNull();
    return this;
  }

  public TaskScenario thenClosed(Outcome outcome) {
    assertThat(task().outcome()).isEqualTo(outcome);
    return this;
  }

  /** These people are asked to approve or to provide. */
  public TaskScenario thenAsked(String... people) {
    assertThat(task().assignees()).extracting(Object::toString).containsExactly(people);
    return this;
  }

  /** The steps that are over ended like this. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only the names of the classes are looked at
  public final TaskScenario thenHistory(Class<? extends StepOutcome>... outcomes) {
    assertThat(Objects.requireNonNull(task().policy()).history())
        .extracting(StepInstance::outcome)
        .extracting(outcome -> (Object) Objects.requireNonNull(outcome).getClass())
        .containsExactlyElementsOf(Arrays.asList((Object[]) outcomes));
    return this;
  }

  /** The last command ordered this of a connector. */
  public FollowUp.Provision thenOrdered() {
    List<FollowUp> followUps = accepted().followUps();
    assertThat(followUps).hasSize(1).first().isInstanceOf(FollowUp.Provision.class);
    return (FollowUp.Provision) followUps.getFirst();
  }

  /** The last command sent one of this kind to another task or to itself. */
  public <C extends Command> FollowUp.Send thenSent(Class<C> kind) {
    return accepted().followUps().stream()
        .filter(FollowUp.Send.class::isInstance)
        .map(FollowUp.Send.class::cast)
        .filter(send -> kind.isInstance(send.command()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " was sent"));
  }

  public TaskScenario thenSentNothing() {
    assertThat(accepted().followUps()).isEmpty();
    return this;
  }

  public Task task() {
    return Objects.requireNonNull(world.task(id), () -> "there is no task " + id);
  }

  public World world() {
    return world;
  }

  public Engine engine() {
    return engine;
  }

  private Decision.Accepted accepted() {
    assertThat(last).isInstanceOf(Decision.Accepted.class);
    return (Decision.Accepted) Objects.requireNonNull(last);
  }
}
