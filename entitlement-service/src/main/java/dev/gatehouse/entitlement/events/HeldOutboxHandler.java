package dev.gatehouse.entitlement.events;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.entitlement.events.HeldOutboxes.Held;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What an operator sees of things whose events cannot be published, and can do about them. */
@Component
class HeldOutboxHandler {
  private static final List<String> BEGINNING = List.of("", "");

  private final HeldOutboxes outboxes;

  HeldOutboxHandler(HeldOutboxes outboxes) {
    this.outboxes = outboxes;
  }

  Mono<ServerResponse> list(ServerRequest request) {
    requireOperator(request);
    Paging paging = Api.paging(request);
    List<String> after = paging.token().map(HeldOutboxHandler::after).orElse(BEGINNING);
    return outboxes
        .list(after.get(0), after.get(1), paging.size() + 1)
        .collectList()
        .flatMap(found -> answer(found, paging.size()));
  }

  private static List<String> after(PageToken token) {
    if (token.after().size() != BEGINNING.size()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected pageToken to be of this list, but it was of another.");
    }
    return token.after();
  }

  private static Mono<ServerResponse> answer(List<Held> found, int size) {
    List<Held> page = found.subList(0, Math.min(found.size(), size));
    ObjectNode answer = Json.object();
    if (found.size() > size) {
      Held last = page.getLast();
      answer.put("nextPageToken", PageToken.of(last.kind(), last.id()).encode());
    }
    answer.set("list", Api.list(page.stream().map(HeldOutboxHandler::row).toList()));
    return Api.answer("gatehouse.v1.HeldEventsResponse", answer);
  }

  private static ObjectNode row(Held held) {
    return Json.object()
        .put("kind", held.kind())
        .put("id", held.id())
        .put("reason", held.reason())
        .put("waiting", held.waiting())
        .put("heldSince", Timestamps.format(held.since()));
  }

  Mono<ServerResponse> resume(ServerRequest request) {
    requireOperator(request);
    String kind = request.pathVariable("kind");
    String id = request.pathVariable("id");
    return outboxes
        .letGo(kind, id)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ApiException(
                        Code.NOT_FOUND,
                        "Expected something of the kind \"%s\" with the id \"%s\", but there is none."
                            .formatted(kind, id))))
        .flatMap(
            held ->
                Api.answer(
                    "gatehouse.v1.ResumeEventsResponse", Json.object().put("resumed", held)));
  }

  private static void requireOperator(ServerRequest request) {
    if (!Caller.of(request).has(Role.SUPER_ADMIN)) {
      throw new ApiException(
          Code.PERMISSION_DENIED,
          "Expected a super admin to see and resume held events, but the caller is none.");
    }
  }
}
