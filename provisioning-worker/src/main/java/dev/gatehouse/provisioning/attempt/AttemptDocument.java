package dev.gatehouse.provisioning.attempt;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.runtime.store.StoredShard;
import dev.gatehouse.schemas.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Attempts as documents. */
final class AttemptDocument {
  private AttemptDocument() {}

  static Document of(ProvisioningOrder order, Instant now) {
    Duration duration = order.duration();
    Ending ending = order.ending();
    return new Document("_id", order.id().toString())
        .append("taskId", order.id().taskId().value())
        .append("stepId", order.id().stepId().value())
        .append("number", order.id().number())
        .append("give", order.give())
        .append("connectorId", order.connectorId().value())
        .append("appId", order.entitlement().appId().value())
        .append("entitlementId", order.entitlement().id().value())
        .append("appUserId", text(order.appUserId()))
        .append("identity", text(order.identity()))
        .append("durationMillis", duration == null ? null : duration.toMillis())
        .append("ending", ending == null ? null : ending(ending))
        .append("trace", new Document(Map.copyOf(order.trace().headers())))
        .append("orderedAt", Date.from(now))
        .append("state", AttemptState.DUE.name())
        .append("claims", 0)
        .append("failures", 0)
        .append("waits", 0)
        .append("firstFailureAt", null)
        .append("unsure", false)
        .append("lane", order.connectorId().value())
        .append(StoredShard.FIELD, Shards.of(order.id().taskId()))
        .append("nextDueAt", Date.from(now));
  }

  /** The document of a new attempt as one that is taken up. */
  static Document claimed(Document fresh, String worker, Instant until) {
    return fresh
        .append("state", AttemptState.CLAIMED.name())
        .append("claims", 1)
        .append("claimedBy", worker)
        .append("nextDueAt", Date.from(until));
  }

  static ProvisioningAttempt read(Document document) {
    ProvisioningOrder order =
        new ProvisioningOrder(
            id(document),
            document.getBoolean("give"),
            new ConnectorId(document.getString("connectorId")),
            new EntitlementRef(
                new AppId(document.getString("appId")),
                new EntitlementId(document.getString("entitlementId"))),
            optional(document.getString("appUserId"), AppUserId::new),
            optional(document.getString("identity"), UserId::new),
            optional(document.getLong("durationMillis"), Duration::ofMillis),
            optional(document.get("ending", Document.class), AttemptDocument::ending),
            trace(document));
    return new ProvisioningAttempt(
        order,
        AttemptState.valueOf(document.getString("state")),
        document.getInteger("claims"),
        document.getInteger("failures"),
        document.getInteger("waits"),
        optional(document.getDate("firstFailureAt"), Date::toInstant),
        document.getBoolean("unsure"));
  }

  /** Attempts of an earlier version have none. */
  private static Trace trace(Document document) {
    Document trace = document.get("trace", Document.class);
    return trace == null
        ? Trace.NONE
        : Trace.of(trace.getString(Trace.PARENT_HEADER), trace.getString(Trace.STATE_HEADER));
  }

  static DueAttempt readDue(Document document) {
    return new DueAttempt(
        id(document),
        new ConnectorId(document.getString("connectorId")),
        optional(document.get("outbox", Document.class), AttemptDocument::readFinished));
  }

  static Document of(Finished record) {
    List<Document> headers =
        record.headers().entrySet().stream()
            .map(each -> new Document("name", each.getKey()).append("value", each.getValue()))
            .toList();
    return new Document("topic", record.topic())
        .append("key", record.key())
        .append("value", new Binary(record.value()))
        .append("headers", headers)
        .append("vain", 0);
  }

  private static Finished readFinished(Document document) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Document each : document.getList("headers", Document.class)) {
      headers.put(each.getString("name"), each.getString("value"));
    }
    return new Finished(
        document.getString("topic"),
        document.getString("key"),
        document.get("value", Binary.class).getData(),
        headers);
  }

  private static Document ending(Ending ending) {
    return switch (ending) {
      case Ending.OfRequest e -> new Document("undoneTaskId", e.request().value());
      case Ending.ExpiredBy e -> new Document("expiredAt", Date.from(e.at()));
    };
  }

  private static Ending ending(Document document) {
    Date expiredAt = document.getDate("expiredAt");
    return expiredAt == null
        ? new Ending.OfRequest(new TaskId(document.getString("undoneTaskId")))
        : new Ending.ExpiredBy(expiredAt.toInstant());
  }

  static @Nullable Date date(@Nullable Instant instant) {
    return optional(instant, Date::from);
  }

  private static AttemptId id(Document document) {
    return new AttemptId(
        new TaskId(document.getString("taskId")),
        new StepId(document.getString("stepId")),
        document.getInteger("number"));
  }

  private static @Nullable String text(@Nullable Id id) {
    return id == null ? null : id.value();
  }

  private static <A, B> @Nullable B optional(@Nullable A value, Function<A, B> read) {
    return value == null ? null : read.apply(value);
  }
}
