package dev.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.scenario.Act;
import dev.gatehouse.core.scenario.Acts;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.FakeWorker;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of chance: anybody does anything in any order, then everybody does their duty. */
public final class RandomStory {
  private static final int ACTS = 120;
  private static final int PASSES = 60;
  private static final Actor CLOCK = new Actor.Service("policy-worker");

  private final Random random;
  private final World world;
  private final Engine engine;
  private final FakeWorker worker;
  private final List<Supplier<String>> told = new ArrayList<>();
  private final List<Engine.Envelope> delivered = new ArrayList<>();
  private final List<Engine.Order> finished = new ArrayList<>();
  private int tasks;

  public RandomStory(long seed) {
    random = new Random(seed);
    world = RandomWorld.make(random);
    engine = new Engine(world);
    worker = new FakeWorker(world, engine);
    engine.watched(this::written);
  }

  /** The shell that it is played in. */
  Engine engine() {
    return engine;
  }

  /** Lets somebody hear of every decision of the story. */
  public RandomStory heardBy(Engine.Listener listener) {
    engine.heardBy(listener);
    return this;
  }

  public void run() {
    for (int i = 0; i < ACTS; i++) {
      chance();
    }
    for (int pass = 0; pass < PASSES && !still(); pass++) {
      duty();
    }
    ended();
  }

  /** What happened, for whoever looks for the reason of a failure. */
  String tale() {
    return told.stream().map(Supplier::get).collect(Collectors.joining("\n"));
  }

  private void chance() {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> create(request());
      case 3 -> create(Acts.revoke(RandomWorld.entitlement(random)).from(somebody()));
      case 4 -> {
        if (random.nextInt(3) == 0) {
          engine.act(newTask(), world.actor("root"), Acts.offboard(somebody()));
        }
      }
      case 5, 6, 7, 8 -> anyTask(this::assignee, answer());
      case 9 -> anyTask(task -> world.actor(somebody()), answer());
      case 10 -> {
        if (random.nextInt(2) == 0) {
          anyTask(task -> world.actor(random.nextBoolean() ? "root" : somebody()), Acts.close(""));
        }
      }
      case 11 -> park();
      case 12, 13, 14, 15 -> deliverOne();
      case 16 -> again();
      case 17 -> steer();
      case 18 -> anyTask(this::assignee, handOn());
      case 19, 20 -> anyTask(task -> CLOCK, Acts.timer());
      default -> provide(random.nextInt(4) == 0);
    }
  }

  private Act request() {
    Acts.Request request = Acts.request(RandomWorld.entitlement(random));
    request = random.nextInt(3) == 0 ? request.forPerson(somebody()) : request;
    request = random.nextInt(3) > 0 ? request.lasting(Duration.ofMinutes(30)) : request;
    request = random.nextInt(6) == 0 ? request.asExtension() : request;
    return random.nextInt(6) == 0 ? request.asEmergency() : request;
  }

  /** An admin, the one who asked or the one who is asked does what they may, or may not. */
  private void steer() {
    Act act =
        switch (random.nextInt(7)) {
          case 0 -> Acts.restart("Again.");
          case 1 -> Acts.reset("");
          case 2 -> Acts.skip("");
          case 3 -> Acts.retry("");
          case 4 -> Acts.escalate("It burns.");
          case 5 -> Acts.lasting(Duration.ofMinutes(random.nextInt(90)));
          default -> Acts.process();
        };
    anyTask(task -> random.nextInt(3) > 0 ? world.actor("root") : requester(task), act);
  }

  private Actor requester(Task task) {
    return world.actor(task.createdBy() == null ? somebody() : task.createdBy().value());
  }

  private Act handOn() {
    return random.nextBoolean()
        ? Acts.reassign("You do it.", somebody(), somebody())
        : Acts.reassign("", somebody());
  }

  private Act answer() {
    return switch (random.nextInt(8)) {
      case 0 -> Acts.deny("No.");
      case 1 -> Acts.error("Cannot.");
      case 2 -> Acts.cancel("Will not.");
      case 3 -> Acts.comment("Hm.");
      case 4 -> Acts.approve("");
      case 5 -> Acts.complete();
      default -> yes();
    };
  }

  /** What the step asks for. */
  private static Act yes() {
    return task ->
        switch (task == null ? null : task.currentStep()) {
          case StepInstance.Approval s -> Acts.approve("Yes.").on(task);
          case StepInstance.Form s -> Acts.fillIn("reason", "I need it.").on(task);
          case null, default -> Acts.complete().on(task);
        };
  }

  private void create(Act act) {
    engine.act(newTask(), world.actor(random.nextInt(3) == 0 ? "hal" : somebody()), act);
  }

  private TaskId newTask() {
    tasks++;
    return new TaskId("t" + tasks);
  }

  private String somebody() {
    return RandomWorld.person(random);
  }

  private Actor assignee(Task task) {
    List<UserId> asked = task.assignees();
    return world.actor(
        asked.isEmpty() ? somebody() : asked.get(random.nextInt(asked.size())).value());
  }

  private void anyTask(Function<Task, Actor> who, Act act) {
    List<Task> all = world.tasks();
    if (!all.isEmpty()) {
      Task task = all.get(random.nextInt(all.size()));
      engine.act(task.id(), who.apply(task), act);
    }
  }

  private void park() {
    List<Task> open = world.tasks().stream().filter(Task::open).toList();
    if (!open.isEmpty() && random.nextInt(3) == 0) {
      engine.park(open.get(random.nextInt(open.size())).id(), "A fault.");
    }
    anyTask(task -> world.actor("root"), Acts.resume(""));
  }

  /** Any of those that are on their way, but those for one task in their order. */
  private void deliverOne() {
    List<Engine.Envelope> waiting = List.copyOf(engine.queue());
    if (!waiting.isEmpty()) {
      TaskId to = waiting.get(random.nextInt(waiting.size())).to();
      Engine.Envelope first =
          waiting.stream().filter(e -> e.to().equals(to)).findFirst().orElseThrow();
      engine.queue().remove(first);
      delivered.add(first);
      engine.deliver(first);
    }
  }

  /** Something that was done before comes in once more. */
  private void again() {
    if (!delivered.isEmpty()) {
      engine.deliverAgain(delivered.get(random.nextInt(delivered.size())));
    }
    if (!finished.isEmpty()) {
      worker.finish(finished.get(random.nextInt(finished.size())), "");
    }
  }

  private void provide(boolean badly) {
    if (engine.orders().isEmpty()) {
      return;
    }
    Engine.Order order = engine.orders().get(random.nextInt(engine.orders().size()));
    if (!worker.has(order)) {
      if (worker.take(order) && random.nextInt(3) > 0) {
        worker.report(order, AttemptState.CLAIMED);
      }
    } else if (badly) {
      worker.fail(order);
    } else if (random.nextInt(4) == 0) {
      worker.report(order, AttemptState.RETRYING);
    } else {
      worker.succeed(order);
      finished.add(order);
    }
  }

  private boolean still() {
    return engine.queue().isEmpty()
        && engine.orders().isEmpty()
        && world.tasks().stream().noneMatch(Task::open);
  }

  /** Everything is delivered, carried out, and answered with yes. */
  private void duty() {
    while (!engine.queue().isEmpty()) {
      deliverOne();
    }
    for (Engine.Order order : List.copyOf(engine.orders())) {
      if (worker.take(order)) {
        worker.succeed(order);
      }
    }
    for (Task task : world.tasks()) {
      if (task.open() && !task.parked().isEmpty()) {
        engine.act(task.id(), world.actor("root"), Acts.resume(""));
        Task after = Objects.requireNonNull(world.task(task.id()));
        if (!after.parked().isEmpty()) {
          engine.act(task.id(), world.actor("root"), Acts.close(""));
        }
      } else if (task.open() && task.currentStep() instanceof StepInstance.Wait) {
        engine.passUntil(Objects.requireNonNull(task.dueAt()));
        engine.act(task.id(), CLOCK, Acts.timer());
      } else if (!task.assignees().isEmpty()) {
        Decision decision = engine.act(task.id(), assignee(task), yes());
        if (decision instanceof Decision.Rejected) {
          engine.act(task.id(), world.actor("root"), Acts.close("It cannot be done."));
        }
      }
    }
  }

  private void written(
      @Nullable Task before, Engine.Envelope by, Decision.Accepted accepted, Task after) {
    told.add(
        () ->
            "%s v%d %s %s -> %s"
                .formatted(
                    after.id(), after.version(), by.actor(), by.command(), accepted.changes()));
    Task task = before;
    for (Change change : accepted.changes()) {
      if (change instanceof Change.StepStarted started) {
        asked(Objects.requireNonNull(task), started.step());
      }
      if (change instanceof Change.StepEnded ended) {
        answered(Objects.requireNonNull(task), ended.outcome(), by.actor());
      }
      task = TaskEvolver.apply(task, change);
    }
    if (after.subject() instanceof Subject.Offboarding s && after.outcome() == Outcome.SUCCESS) {
      assertThat(world.grantsOf(s.person().value())).as("nothing is left").isEmpty();
    }
  }

  /** Nobody is asked who may not answer. */
  private void asked(Task task, StepInstance step) {
    assertThat(step.assignees()).doesNotHaveDuplicates();
    if (step instanceof StepInstance.Approval approval) {
      for (UserId approver : approval.approvers()) {
        mayApprove(task, approval, approver);
        assertThat(world.isEnabled(approver)).as(approver + " is enabled").isTrue();
      }
    }
  }

  private static void answered(Task task, StepOutcome outcome, Actor by) {
    if (outcome instanceof StepOutcome.Approved approved) {
      StepInstance.Approval step = (StepInstance.Approval) task.currentStep();
      assertThat(step.approvers()).contains(approved.by());
      mayApprove(task, step, approved.by());
      if (approved.automatically()) {
        assertThat(step.definition().approvers().allowSelfApproval()).isTrue();
        assertThat(approved.by()).isEqualTo(task.createdBy());
      } else {
        assertThat(((Actor.Person) by).id()).isEqualTo(approved.by());
      }
    }
    if (outcome instanceof StepOutcome.Denied denied) {
      assertThat(task.assignees()).contains(denied.by()).contains(((Actor.Person) by).id());
    }
  }

  private static void mayApprove(Task task, StepInstance.Approval step, UserId approver) {
    if (!step.definition().approvers().allowSelfApproval()) {
      assertThat(approver).isNotEqualTo(task.createdBy()).isNotEqualTo(task.subject().person());
    }
    if (step.definition().approvers().requireDistinctApprovers()) {
      assertThat(Objects.requireNonNull(task.policy()).approvers()).doesNotContain(approver);
    }
  }

  private void ended() {
    assertThat(world.tasks().stream().filter(Task::open).map(t -> t.id() + " " + t.currentStep()))
        .as("every task comes to its end")
        .isEmpty();
    for (Task task : world.tasks()) {
      if (task.subject() instanceof Subject.Offboarding s && task.outcome() == Outcome.SUCCESS) {
        assertThat(world.grantsOf(s.person().value())).as("nothing came back").isEmpty();
      }
    }
    world.reasons().forEach(this::justified);
  }

  /** What a request gave that came to nothing is taken back. */
  private void justified(String access, Set<String> reasons) {
    for (String reason : reasons) {
      if (!reason.equals(World.BEFORE)) {
        Task task = Objects.requireNonNull(world.task(new TaskId(reason)));
        boolean undone = world.knows(new TaskId(DerivedId.of("undo", reason)));
        assertThat(task.outcome() == Outcome.SUCCESS || undone)
            .as(access + " is there for " + reason + ", which ended as " + task.outcome())
            .isTrue();
      }
    }
  }
}
