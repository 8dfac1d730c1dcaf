package dev.gatehouse.system.simulation;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements.Shown;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.system.simulation.SimulatedTarget.Access;
import dev.gatehouse.testkit.batch.BatchBench;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * What entitlement-service does about access whose time ran out: it asks for it to be taken back,
 * and asks again if it is still there after a round. What it asks is kept until it is sent.
 */
final class Expiry {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofMinutes(10);
  private static final String SERVICE = "entitlement-service";

  private final Cluster cluster;
  private final CommandCodec codec =
      new CommandCodec(
          BatchBench.AVRO, InstallationKeys.parse(BatchBench.INSTALLATION_KEYS), ClientKeys.NONE);
  private final Map<String, Asked> asked = new HashMap<>();
  private final Map<TaskId, OutboundRecord> outbox = new LinkedHashMap<>();

  private boolean resting;

  /** Which state of a grant was asked about, how often, and when again. */
  private record Asked(long epoch, Instant expiredAt, int round, Instant again) {}

  Expiry(Cluster cluster) {
    this.cluster = cluster;
  }

  void work() {
    while (true) {
      cluster.stage.pause(EVERY);
      if (resting) {
        continue;
      }
      cluster.grants.all().forEach(this::look);
      List.copyOf(outbox.keySet()).forEach(this::send);
    }
  }

  /** From now on nothing is asked for any more. */
  void rest() {
    resting = true;
  }

  /** What is not over yet; nothing if every access that has an end has come to it. */
  Optional<String> whatIsOpen() {
    if (!outbox.isEmpty()) {
      return Optional.of("there are expired grants that nobody has been asked to take back");
    }
    return cluster.grants.all().stream()
        .filter(grant -> grant.granted() && grant.deprovisionAt() != null)
        .filter(grant -> !cluster.isWorkedOn(new Access(grant.entitlement(), grant.account())))
        .findFirst()
        .map("there is access that is to end: %s"::formatted);
  }

  private void look(Shown grant) {
    Instant expiredAt = grant.deprovisionAt();
    Instant now = cluster.clock.instant();
    if (!grant.granted() || expiredAt == null || expiredAt.isAfter(now)) {
      return;
    }
    Asked before = asked.get(grant.id());
    boolean known =
        before != null && before.epoch() == grant.epoch() && before.expiredAt().equals(expiredAt);
    if (known && before.again().isAfter(now)) {
      return;
    }
    int round = known ? before.round() + 1 : 0;
    asked.put(grant.id(), new Asked(grant.epoch(), expiredAt, round, now.plus(ROUND)));
    cluster.count("access expired");
    TaskId task =
        new TaskId(
            DerivedId.of("take-back", grant.id(), "" + grant.epoch(), "" + expiredAt, "" + round));
    SignedRecord signed =
        codec.encode(
            CommandEnvelope.ofService(
                SERVICE,
                new CommandId(DerivedId.of("take-back-command", task.value())),
                task,
                now,
                new Command.CreateRevoke(
                    grant.entitlement().appId(),
                    grant.entitlement().id(),
                    grant.account(),
                    Organisation.ownerOf(grant.account()),
                    "The grant expired.",
                    new RevokeSource.Expired(expiredAt),
                    Origin.TIME_REVOKE,
                    null)));
    outbox.put(task, OutboundRecord.of(signed));
  }

  private void send(TaskId task) {
    try {
      cluster.log.sender().send(Objects.requireNonNull(outbox.get(task))).join();
      outbox.remove(task);
    } catch (CompletionException e) {
      cluster.stage.note("entitlement-service asks for " + task + " again");
    }
  }
}
