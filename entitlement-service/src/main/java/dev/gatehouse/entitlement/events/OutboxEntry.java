package dev.gatehouse.entitlement.events;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.Cause;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.schemas.Trace;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is still to be published, as it stands in the field {@code outbox} of the document that it
 * is about. It says everything that the record will say, so that a repeat says the same.
 */
public final class OutboxEntry {
  static final String ID = "id";
  static final String AT = "at";
  static final String TYPE = "type";
  private static final String TRACE = "trace";

  private OutboxEntry() {}

  /** What an entry becomes. */
  enum Type {
    CATALOG_EVENT,
    GRANT_EVENT,
    REVOKE_COMMAND
  }

  /** Something of the catalogue reached a version. */
  static Document catalog(Entity entity, Cause cause, Instant now) {
    UserId by = cause.by();
    String kind = entity.kind().name().toLowerCase(Locale.ROOT);
    ObjectNode api = entity.kind() == EntityKind.CONNECTOR ? connector(entity) : entity.toApi();
    return entry(
            kind + ":" + entity.id() + ":" + entity.version(),
            Type.CATALOG_EVENT,
            cause.trace(),
            now)
        .append("kind", kind)
        .append("entityId", entity.id())
        .append("version", entity.version())
        .append("deleted", entity.deleted())
        .append("appId", entity.text("appId").isEmpty() ? null : entity.text("appId"))
        .append("actorUserId", by == null ? null : by.value())
        .append("entity", Json.mapper().writeValueAsString(api));
  }

  /** The API has no connectors; how one reaches its target stays in the catalogue. */
  private static ObjectNode connector(Entity entity) {
    return Json.object()
        .put("id", entity.id())
        .put("appId", entity.text("appId"))
        .put("displayName", entity.text("displayName"))
        .put("kind", entity.text(Hidden.CONNECTOR_KIND));
  }

  /**
   * A grant reached a version.
   *
   * @param state the grant as an event shows it
   * @param trace that of what brought it there
   */
  public static Document grant(GrantShown state, Trace trace, Instant now) {
    return entry(state.grantId() + ":" + state.version(), Type.GRANT_EVENT, trace, now)
        .append("grantId", state.grantId())
        .append("version", state.version())
        .append("state", state.state())
        .append("epoch", state.epoch())
        .append("appId", state.appId())
        .append("appEntitlementId", state.appEntitlementId())
        .append("appUserId", state.appUserId())
        .append("identityUserId", state.identityUserId())
        .append("deprovisionAt", date(state.deprovisionAt()))
        .append("taskId", state.taskId());
  }

  /**
   * A grant wants to be taken back.
   *
   * @param taskId the task that the command brings about; the command's id follows from it
   * @param expiredAt when it expired; null where that is not why
   * @param trace that of everything that comes of the command
   */
  public static Document revoke(
      TaskId taskId,
      String description,
      GrantShown grant,
      @Nullable UserId identity,
      @Nullable Instant expiredAt,
      Trace trace,
      Instant now) {
    return entry("revoke:" + taskId, Type.REVOKE_COMMAND, trace, now)
        .append("taskId", taskId.value())
        .append("description", description)
        .append("appId", grant.appId())
        .append("appEntitlementId", grant.appEntitlementId())
        .append("appUserId", grant.appUserId())
        .append("identityUserId", identity == null ? null : identity.value())
        .append("expiredAt", date(expiredAt));
  }

  /**
   * A grant as events and commands name it.
   *
   * @param taskId the task that brought the state about, where one did
   */
  public record GrantShown(
      String grantId,
      long version,
      String state,
      long epoch,
      String appId,
      String appEntitlementId,
      String appUserId,
      @Nullable String identityUserId,
      @Nullable Instant deprovisionAt,
      @Nullable String taskId) {}

  private static Document entry(String id, Type type, Trace trace, Instant now) {
    return new Document(ID, id)
        .append(TYPE, type.name())
        .append(AT, Date.from(now))
        .append(TRACE, new Document(Map.copyOf(trace.headers())));
  }

  /** The trace of an entry; those of an earlier version have none. */
  static Trace trace(Document entry) {
    Document trace = entry.get(TRACE, Document.class);
    return trace == null
        ? Trace.NONE
        : Trace.of(trace.getString(Trace.PARENT_HEADER), trace.getString(Trace.STATE_HEADER));
  }

  private static @Nullable Date date(@Nullable Instant instant) {
    return instant == null ? null : Date.from(instant);
  }
}
