package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes a file in. One at a time, since a file may be large. */
@Component
class ImportHandler {
  private final EntityStore store;
  private final CatalogAccess access;
  private final ObjectProvider<ImportedGrants> grants;
  private final AtomicBoolean running = new AtomicBoolean();

  ImportHandler(EntityStore store, CatalogAccess access, ObjectProvider<ImportedGrants> grants) {
    this.store = store;
    this.access = access;
    this.grants = grants;
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
                  .flatMap(file -> new ImportRun(store, grants.getObject(), file, dryRun).run())
                  .doFinally(_ -> running.set(false));
            })
        .flatMap(answer -> Api.answer("gatehouse.v1.ImportResponse", answer));
  }
}
