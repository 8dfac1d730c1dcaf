package dev.gatehouse.entitlement.user;

import dev.gatehouse.core.access.AccessRules;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.entitlement.config.CatalogProperties;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.web.Answers;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.entitlement.web.ExpandMask;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.internal.PersonAnswer;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Tells callers who they are, and the other services who somebody is. */
@Component
class WhoAmIHandler {
  private final EntityStore store;
  private final Answers answers;
  private final CatalogPeople people;
  private final CatalogProperties properties;

  WhoAmIHandler(
      EntityStore store, Answers answers, CatalogPeople people, CatalogProperties properties) {
    this.store = store;
    this.answers = answers;
    this.people = people;
    this.properties = properties;
  }

  /** The caller as a person. */
  Mono<ServerResponse> user(ServerRequest request) {
    return Api.read(request, "c1.api.user.v1.IntrospectRequest")
        .flatMap(
            message ->
                store
                    .get(EntityKind.USER, Caller.of(request).userId().value())
                    .flatMap(
                        user ->
                            answers.one(
                                "c1.api.user.v1.IntrospectResponse",
                                "userView",
                                user,
                                UserViews.VIEW,
                                ExpandMask.of(message))));
  }

  /** What the caller may do. */
  Mono<ServerResponse> rights(ServerRequest request) {
    Caller caller = Caller.of(request);
    ObjectNode answer = Json.object();
    answer.put("userId", caller.userId().value());
    answer.put("principleId", caller.userId().value());
    answer.put("tenantId", properties.tenantId());
    answer.set("roles", Json.texts(caller.roles().stream().map(Role::name).sorted().toList()));
    answer.set(
        "permissions",
        Json.texts(
            AccessRules.permissions(caller.roles()).stream().map(Permission::name).toList()));
    return Api.answer("c1.api.auth.v1.IntrospectResponse", answer);
  }

  /** A person, for the other services. */
  Mono<ServerResponse> person(ServerRequest request) {
    return people
        .find(request.queryParam("subject").orElse(""))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND, "Expected a known person, but there is none.")))
        .map(found -> new PersonAnswer(found.id(), found.enabled(), List.copyOf(found.roles())))
        .flatMap(answer -> JsonBodies.ok(CoreJson.write(answer)));
  }
}
