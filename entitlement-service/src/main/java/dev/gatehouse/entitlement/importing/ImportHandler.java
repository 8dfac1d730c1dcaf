package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.appuser.AppUserCounts;
import dev.gatehouse.entitlement.policy.PolicyExpressions;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/** Takes a file in. One at a time, since a file may be large. */
@Component
class ImportHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ImportHandler.class);

  private final EntityStore store;
  private final CatalogAccess access;
  private final ObjectProvider<ImportedGrants> grants;
  private final ImportedPolicies policies;
  private final AppUserCounts counts;
  private final AtomicBoolean running = new AtomicBoolean();

  ImportHandler(
      EntityStore store,
      CatalogAccess access,
      ObjectProvider<ImportedGrants> grants,
      PolicyExpressions expressions,
      AppUserCounts counts) {
    this.store = store;
    this.access = access;
    this.grants = grants;
    this.policies = new ImportedPolicies(expressions);
    this.counts = counts;
  }

  Mono<ServerResponse> run(ServerRequest request) {
    access.require(Caller.of(request), Permission.IMPORT);
    boolean dryRun = request.queryParam("dryRun").map(Boolean::parseBoolean).orElse(false);
    return Mono.defer(
            () -> {
              if (!running.compareAndSet(false, true)) {
                return Mono.error(
                    new ApiException(
                        Code.ABORTED, "Expected no other import, but one is running; try again."));
              }
              return JsonBodies.bytes(request, ImportText.LIMIT)
                  .publishOn(Schedulers.boundedElastic())
                  .map(ImportText::read)
                  .map(ImportFile::of)
                  .flatMap(
                      file ->
                          new ImportRun(store, grants.getObject(), policies, file, dryRun).run())
                  .flatMap(answer -> dryRun ? Mono.just(answer) : counted(answer))
                  .doFinally(_ -> running.set(false));
            })
        .flatMap(answer -> Api.answer("gatehouse.v1.ImportResponse", answer));
  }

  /** The import is done, whatever becomes of the counting: the next one counts anew. */
  private Mono<ObjectNode> counted(ObjectNode answer) {
    return counts
        .refresh()
        .onErrorResume(
            failure -> {
              LOG.warn("Expected to count the accounts of apps, but: {}", failure.getMessage());
              return Mono.empty();
            })
        .thenReturn(answer);
  }
}
