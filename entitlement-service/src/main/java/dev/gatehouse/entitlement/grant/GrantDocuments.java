package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a grant stands in MongoDB. Times are kept to the millisecond. */
final class GrantDocuments {
  static final String VERSION = "version";
  static final String STATE = "state";
  static final String APP = "appId";
  static final String ENTITLEMENT = "entitlementId";
  static final String APP_USER = "appUserId";
  static final String ACCOUNT = "account";
  static final String LIVE = "live";
  static final String EPOCH = "epoch";
  static final String CREATED_AT = "createdAt";
  static final String DEPROVISION_AT = "deprovisionAt";

  private GrantDocuments() {}

  /** Everything of the grant but its id, its outbox, and the sweeper's own fields. */
  static Document fields(Grant grant) {
    Lease lease = grant.lease();
    UserId identity = grant.identity();
    return new Document(VERSION, grant.version())
        .append(APP, grant.key().entitlement().appId().value())
        .append(ENTITLEMENT, grant.key().entitlement().id().value())
        .append(APP_USER, grant.key().appUserId().value())
        .append("identityUserId", identity == null ? null : identity.value())
        .append(ACCOUNT, grant.account())
        .append(STATE, grant.state().name())
        .append(LIVE, grant.state().live())
        .append(EPOCH, grant.epoch())
        .append("lease", lease == null ? null : lease(lease))
        .append("sources", grant.sources().stream().map(GrantDocuments::source).toList())
        .append(DEPROVISION_AT, date(grant.deprovisionAt()))
        .append(CREATED_AT, date(grant.createdAt()))
        .append("updatedAt", date(grant.updatedAt()))
        .append("quietUntil", date(grant.quietUntil()))
        .append("history", grant.history().stream().map(GrantDocuments::step).toList());
  }

  static Grant grant(Document document) {
    String identity = document.getString("identityUserId");
    Document lease = document.get("lease", Document.class);
    return new Grant(
        new Grant.Key(
            new EntitlementRef(
                new AppId(document.getString(APP)),
                new EntitlementId(document.getString(ENTITLEMENT))),
            new AppUserId(document.getString(APP_USER))),
        document.getLong(VERSION),
        document.getLong(EPOCH),
        GrantState.valueOf(document.getString(STATE)),
        identity == null ? null : new UserId(identity),
        document.getBoolean(ACCOUNT, false),
        lease == null ? null : lease(lease),
        list(document, "sources").stream().map(GrantDocuments::source).toList(),
        instant(document.getDate(DEPROVISION_AT)),
        instant(document.getDate(CREATED_AT)),
        document.getDate("updatedAt").toInstant(),
        instant(document.getDate("quietUntil")),
        list(document, "history").stream().map(GrantDocuments::step).toList());
  }

  private static Document lease(Lease lease) {
    Duration duration = lease.duration();
    return attempt(lease.holder())
        .append(EPOCH, lease.epoch())
        .append("operation", lease.operation().name())
        .append("until", Date.from(lease.until()))
        .append("durationMillis", duration == null ? null : duration.toMillis());
  }

  private static Lease lease(Document document) {
    Long duration = document.getLong("durationMillis");
    return new Lease(
        attempt(document),
        document.getLong(EPOCH),
        Operation.valueOf(document.getString("operation")),
        document.getDate("until").toInstant(),
        duration == null ? null : Duration.ofMillis(duration));
  }

  private static Document attempt(Attempt attempt) {
    return new Document("taskId", attempt.taskId().value())
        .append("stepId", attempt.stepId().value())
        .append("attempt", attempt.number());
  }

  private static Attempt attempt(Document document) {
    return new Attempt(
        new TaskId(document.getString("taskId")),
        new StepId(document.getString("stepId")),
        document.getInteger("attempt"));
  }

  private static Document source(GrantSource source) {
    return new Document("id", source.id()).append("until", date(source.until()));
  }

  private static GrantSource source(Document document) {
    return new GrantSource(document.getString("id"), instant(document.getDate("until")));
  }

  private static Document step(GrantStep step) {
    return attempt(step.attempt())
        .append(EPOCH, step.epoch())
        .append("done", step.done())
        .append(STATE, step.state().name())
        .append("at", Date.from(step.at()));
  }

  private static GrantStep step(Document document) {
    return new GrantStep(
        attempt(document),
        document.getLong(EPOCH),
        document.getBoolean("done", false),
        GrantState.valueOf(document.getString(STATE)),
        document.getDate("at").toInstant());
  }

  private static List<Document> list(Document document, String name) {
    return document.getList(name, Document.class, List.of());
  }

  private static @Nullable Date date(@Nullable Instant instant) {
    return instant == null ? null : Date.from(instant);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
