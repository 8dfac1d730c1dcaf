package dev.gatehouse.core.corpus;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.scenario.Act;
import dev.gatehouse.core.scenario.Acts;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.Offer;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.RevokeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests that go together badly with the world in which they are made, and some that do not. */
final class OddRequests {
  private static final TaskId TASK = new TaskId("t1");
  private static final Instant AT = Instant.parse("2026-11-02T08:00:00Z");

  private static final List<String> ENTITLEMENTS =
      List.of("editors", "short", "urgent", "removed", "unruled", "ruled", "unknown");
  private static final List<@Nullable String> PEOPLE =
      orNone(List.of("ann", "bob", "cy", "dan", "eve", "nix"));
  private static final List<@Nullable String> ACCOUNTS =
      orNone(List.of("wiki-ann", "wiki-bob", "cy-1", "deleted", "orphan", "nix"));
  private static final List<@Nullable Duration> DURATIONS =
      orNone(List.of(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(2)));
  private static final List<RevokeSource> SOURCES =
      List.of(
          new RevokeSource.Requested(null),
          new RevokeSource.Requested(new UserId("ann")),
          new RevokeSource.Expired(AT),
          new RevokeSource.Undone(new TaskId("t0"), null));

  private final Function<String, Engine.Listener> listeners;

  private OddRequests(Function<String, Engine.Listener> listeners) {
    this.listeners = listeners;
  }

  /** Plays each in a world of its own; {@code listeners} makes one for a name. */
  static void play(Function<String, Engine.Listener> listeners) {
    OddRequests requests = new OddRequests(listeners);
    for (String entitlement : ENTITLEMENTS) {
      for (String person : PEOPLE) {
        for (String account : ACCOUNTS) {
          requests.grants(entitlement, person, account);
          requests.revocations(entitlement, person, account);
        }
      }
    }
    PEOPLE.forEach(person -> requests.make(Acts.offboard(person == null ? "ann" : person)));
    requests.make(Acts.comment(" "));
  }

  private void grants(String entitlement, @Nullable String person, @Nullable String account) {
    for (Duration duration : DURATIONS) {
      Acts.Request plain =
          new Acts.Request(entitlement, account, person, duration, false, false, null);
      make(plain);
      make(plain.asEmergency());
      make(plain.asExtension());
    }
  }

  private void revocations(String entitlement, @Nullable String person, @Nullable String account) {
    for (RevokeSource source : SOURCES) {
      make(new Acts.Revocation(entitlement, account, person, source, null));
      make(new Acts.Revocation(entitlement, account, person, source, "t0"));
    }
  }

  private void make(Act act) {
    for (String person : List.of("ann", "hal", "root")) {
      make(act, world -> world.actor(person));
    }
    make(act, world -> new Actor.Service("hr"));
  }

  private void make(Act act, Function<World, Actor> by) {
    World world = world();
    Engine engine = new Engine(world);
    Actor actor = by.apply(world);
    engine.heardBy(listeners.apply(actor + " " + act.on(null)));
    engine.act(TASK, actor, act);
  }

  private static World world() {
    World world = World.world().disabled("eve").leaving("dan");
    world.account("cy-1", "cy").account("cy-2", "cy");
    world.account("deleted", "dan", true).account("orphan", null);
    world.granted("editors", "wiki-bob").granted("short", "cy-1", "t0").granted("short", "cy-1");
    world.offer("short").longest(Duration.ofHours(1));
    world.offer("urgent").emergencyPolicy(Steps.accept("It is urgent."));
    world.offer("removed").deleted();
    world.withoutPolicy(world.offer("unruled").policyId("grant"));
    world.withoutPolicy(world.offer("unruled").policyId("revoke"));
    return world.policy(ruled(world.offer("ruled")));
  }

  /** Whom Mia leads is decided upon by Cy; whoever else by what the policy of others says. */
  private static Policy ruled(Offer offer) {
    return new Policy(
        offer.policyId("grant"),
        "Ruled",
        PolicyType.GRANT,
        false,
        Map.of("led", List.of(Steps.approval(Steps.users("cy")))),
        "{}",
        List.of(
            new Rule("nonsense", new Rule.Steps("led")),
            new Rule("led by mia", new Rule.Steps("led"))),
        new PolicyId("editors-grant"));
  }

  private static <T> List<@Nullable T> orNone(List<T> some) {
    List<@Nullable T> all = new ArrayList<>(some);
    all.addFirst(null);
    return all;
  }
}
