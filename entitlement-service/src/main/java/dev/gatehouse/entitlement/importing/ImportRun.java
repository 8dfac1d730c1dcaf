package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntitySize;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.error.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/**
 * One import: everything is checked first, then what holds is written. An object that is refused
 * refuses what depends on it; each object is written whole or not at all.
 */
final class ImportRun {
  private static final String ASSIGNMENT = "APP_ENTITLEMENT_PURPOSE_VALUE_ASSIGNMENT";

  private final EntityStore store;
  private final ImportedGrants grants;
  private final ImportedPolicies policies;
  private final ImportFile file;
  private final OutsideNames outside;
  private final ImportReport report = new ImportReport();
  private final boolean dryRun;

  ImportRun(
      EntityStore store,
      ImportedGrants grants,
      ImportedPolicies policies,
      ImportFile file,
      boolean dryRun) {
    this.store = store;
    this.grants = grants;
    this.policies = policies;
    this.file = file;
    this.outside = new OutsideNames(file);
    this.dryRun = dryRun;
  }

  Mono<ObjectNode> run() {
    return Mono.fromRunnable(this::collectNames)
        .then(Mono.defer(() -> outside.load(store)))
        .publishOn(Schedulers.boundedElastic())
        .then(Mono.fromRunnable(this::resolve))
        .then(Mono.fromRunnable(() -> policies.check(file.drafts())))
        .then(Mono.defer(() -> new UniqueValues(store).check(file.drafts())))
        .then(Mono.fromRunnable(this::refuseDependents))
        .then(Mono.defer(this::write))
        .then(Mono.fromSupplier(() -> report.toJson(file.drafts())));
  }

  /** What a line alone is refused for shows here already. */
  private void collectNames() {
    for (Draft draft : file.drafts()) {
      attempt(
          draft,
          (kind, _, text) -> {
            outside.want(kind, text);
            return text;
          });
    }
    for (GrantDraft grant : file.grants()) {
      outside.want(EntityKind.APP_USER, grant.line().path("appUser").asString(""));
    }
  }

  private void resolve() {
    for (Draft draft : file.drafts()) {
      if (!draft.refused()) {
        attempt(draft, new DraftNames(draft, file, outside));
      }
    }
  }

  private static void attempt(Draft draft, Names names) {
    try {
      ObjectNode fields = DraftFields.of(draft, names);
      EntitySize.check(draft.kind(), fields);
      draft.fields(fields);
    } catch (ApiException e) {
      draft.refuse(e.error().message());
    }
  }

  private void refuseDependents() {
    boolean more = true;
    while (more) {
      more = false;
      for (Draft draft : file.drafts()) {
        if (draft.refused()) {
          continue;
        }
        for (Draft needed : draft.dependencies()) {
          if (needed.refused()) {
            draft.refuse("Expected what it depends on, but " + needed.path() + " was refused.");
            more = true;
          }
        }
      }
    }
  }

  private Mono<Void> write() {
    ImportWriter writer = new ImportWriter(store, file.source(), dryRun);
    file.unreadable().forEach(each -> report.refuse(each.path(), each.reason()));
    file.drafts().stream()
        .filter(Draft::refused)
        .forEach(draft -> report.refuse(draft.path(), String.valueOf(draft.refusal())));
    return Flux.fromIterable(Arrays.asList(EntityKind.values()))
        .concatMap(
            kind ->
                writer.write(
                    kind,
                    file.drafts().stream()
                        .filter(draft -> draft.kind() == kind && !draft.refused())
                        .toList(),
                    report))
        .then(Mono.defer(this::writeGrants));
  }

  private Mono<Void> writeGrants() {
    List<GrantDraft> taken = new ArrayList<>();
    List<ImportedGrant> registered = new ArrayList<>();
    for (GrantDraft draft : file.grants()) {
      try {
        registered.add(grant(draft));
        taken.add(draft);
      } catch (ApiException e) {
        report.refuse(draft.path(), e.error().message());
      }
    }
    if (taken.isEmpty()) {
      return Mono.empty();
    }
    return grants
        .register(registered, dryRun)
        .index()
        .doOnNext(each -> report.add(taken.get(each.getT1().intValue()).path(), each.getT2()))
        .then();
  }

  private ImportedGrant grant(GrantDraft draft) {
    Draft entitlement = draft.entitlement();
    if (entitlement.refused()) {
      throw GrantDraft.refused(
          "Expected what it depends on, but " + entitlement.path() + " was refused.");
    }
    String reference = draft.line().path("appUser").asString("");
    Draft own = file.find(EntityKind.APP_USER, reference);
    Entity other = outside.find(EntityKind.APP_USER, reference);
    if (own != null && own.refused()) {
      throw GrantDraft.refused("Expected what it depends on, but " + own.path() + " was refused.");
    }
    String appId = own != null ? own.appId() : other != null ? other.text("appId") : "";
    if (!appId.equals(entitlement.appId())) {
      throw GrantDraft.refused(
          "Expected appUser to name an app user of the same app, but there is no \""
              + reference
              + "\".");
    }
    String id = own != null ? own.id() : other != null ? other.id() : "";
    String person =
        own != null
            ? own.fields().path("identityUserId").asString("")
            : other != null ? other.text("identityUserId") : "";
    String expires = draft.line().path("expiresAt").asString("");
    Instant expiresAt = expires.isEmpty() ? null : ImportTimes.read("expiresAt", expires);
    return new ImportedGrant(
        new EntitlementRef(new AppId(appId), new EntitlementId(entitlement.id())),
        new AppUserId(id),
        person.isEmpty() ? null : new UserId(person),
        entitlement.fields().path("purpose").asString("").equals(ASSIGNMENT),
        expiresAt);
  }
}
