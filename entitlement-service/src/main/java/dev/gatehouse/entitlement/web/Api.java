package dev.gatehouse.entitlement.web;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import java.util.List;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and answers the API's messages by their names. */
public final class Api {
  private Api() {}

  /** The body of a request as this message. */
  public static Mono<ObjectNode> read(ServerRequest request, String message) {
    return JsonBodies.read(request, shape(message));
  }

  /** Answers with this message, completed. */
  public static Mono<ServerResponse> answer(String message, ObjectNode partial) {
    return JsonBodies.ok(shape(message).complete(partial));
  }

  /** Answers with this message, empty. */
  public static Mono<ServerResponse> answer(String message) {
    return answer(message, Json.object());
  }

  /** The page that the query parameters of a list ask for. */
  public static Paging paging(ServerRequest request) {
    return Paging.ofQuery(
        request.queryParam("page_size").orElse(null),
        request.queryParam("page_token").orElse(null));
  }

  /** These objects as a list. */
  public static ArrayNode list(List<ObjectNode> rows) {
    ArrayNode list = Json.array();
    rows.forEach(list::add);
    return list;
  }

  static MessageShape shape(String message) {
    return Shapes.api().message(message);
  }
}
