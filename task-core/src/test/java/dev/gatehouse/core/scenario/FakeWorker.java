package dev.gatehouse.core.scenario;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.scenario.Engine.Order;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Carries out the orders of connectors as provisioning-worker does: first the lease of the access,
 * which one order at a time can have and nobody who is leaving gets anything by; then the target;
 * then the report.
 */
public final class FakeWorker {
  private static final Actor SELF = new Actor.Service("provisioning-worker");

  private final World world;
  private final Engine engine;
  private final Map<String, Order> leases = new HashMap<>();
  private final Map<String, TaskId> givenBy = new HashMap<>();

  public FakeWorker(World world, Engine engine) {
    this.world = world;
    this.engine = engine;
  }

  /** Takes up an order: from now on the access may be there. False if another one is at it. */
  public boolean take(Order order) {
    FollowUp.Provision wanted = order.order();
    Order holder = leases.putIfAbsent(key(order), order);
    if (holder != null) {
      return holder.equals(order);
    }
    if (wanted.give() && leaving(wanted.identity())) {
      leases.remove(key(order));
      finish(order, "The person is leaving.");
      return false;
    }
    if (wanted.give() && !world.grants.containsKey(key(order))) {
      world.granted(wanted.entitlement().id().value(), account(order).value());
      givenBy.put(key(order), order.task());
    }
    return true;
  }

  public void report(Order order, AttemptState state) {
    FollowUp.Provision o = order.order();
    engine.act(
        order.task(), SELF, task -> new Command.ReportAttempt(o.stepId(), o.attempt(), state));
  }

  /** The target did it, and the engine is told. */
  public void succeed(Order order) {
    if (!order.order().give()) {
      world.grants.remove(key(order));
      givenBy.remove(key(order));
    }
    leases.remove(key(order));
    finish(order, "");
  }

  /** The target refused for good, and the engine is told. */
  public void fail(Order order) {
    if (order.order().give() && order.task().equals(givenBy.get(key(order)))) {
      world.grants.remove(key(order));
      givenBy.remove(key(order));
    }
    leases.remove(key(order));
    finish(order, "The target says no.");
  }

  /** Forgets an order that it never took up. */
  public void drop(Order order) {
    engine.orders().remove(order);
  }

  /** Tells the result once more, as after a crash. */
  public void finish(Order order, String error) {
    FollowUp.Provision o = order.order();
    engine.orders().remove(order);
    engine.act(
        order.task(),
        SELF,
        task -> new Command.ProvisioningFinished(o.stepId(), o.attempt(), o.appUserId(), error));
  }

  public boolean has(Order order) {
    return order.equals(leases.get(key(order)));
  }

  /** The access that is there by an order, with the task that ordered it. */
  public Map<String, TaskId> given() {
    Map<String, TaskId> live = new HashMap<>(givenBy);
    live.keySet().retainAll(world.grants.keySet());
    return live;
  }

  private boolean leaving(UserId person) {
    return person != null && world.isLeaving(person.value());
  }

  private static AppUserId account(Order order) {
    return Objects.requireNonNull(order.order().appUserId());
  }

  private static String key(Order order) {
    return World.key(order.order().entitlement(), account(order));
  }
}
