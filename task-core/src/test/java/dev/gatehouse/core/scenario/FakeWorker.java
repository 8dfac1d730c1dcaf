package dev.gatehouse.core.scenario;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppUserId;
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
    if (wanted.give()) {
      world.granted(entitlement(order), account(order).value(), order.task().value());
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
    Ending ending = order.order().ending();
    boolean stays = ending != null && world.endReasons(key(order), ending);
    if (!order.order().give() && !stays) {
      world.taken(entitlement(order), account(order).value());
    }
    leases.remove(key(order));
    finish(order, "");
  }

  /** The target refused for good, and the engine is told. */
  public void fail(Order order) {
    boolean others = world.endReasons(key(order), new Ending.OfRequest(order.task()));
    if (order.order().give() && !others) {
      world.taken(entitlement(order), account(order).value());
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

  private boolean leaving(UserId person) {
    return person != null && world.isLeaving(person.value());
  }

  private static AppUserId account(Order order) {
    return Objects.requireNonNull(order.order().appUserId());
  }

  private static String entitlement(Order order) {
    return order.order().entitlement().id().value();
  }

  private static String key(Order order) {
    return World.key(order.order().entitlement(), account(order));
  }
}
