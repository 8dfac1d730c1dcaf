package dev.gatehouse.entitlement.web;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityPage;
import dev.gatehouse.model.Json;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Answers with entities, alone or a page of them, and with what they were expanded by. */
@Component
public class Answers {
  private final Expander expander;

  Answers(Expander expander) {
    this.expander = expander;
  }

  /** This message with the entity in this field; nothing is expanded. */
  public Mono<ServerResponse> one(String message, String field, Entity entity, EntityView view) {
    return one(message, field, entity, view, ExpandMask.NOTHING);
  }

  /** This message with the entity in this field, and the objects that the mask asks for. */
  public Mono<ServerResponse> one(
      String message, String field, Entity entity, EntityView view, ExpandMask mask) {
    return expander
        .expand(List.of(entity), mask, view)
        .flatMap(
            expanded -> {
              ObjectNode answer = Json.object();
              answer.set(field, view.show().apply(entity, expanded));
              return answer(message, answer, expanded);
            });
  }

  /** This message with the rows of a page; nothing is expanded. */
  public Mono<ServerResponse> page(String message, EntityPage page, EntityView view) {
    return page(message, page, view, ExpandMask.NOTHING);
  }

  /** This message with the rows of a page, and the objects that the mask asks for. */
  public Mono<ServerResponse> page(
      String message, EntityPage page, EntityView view, ExpandMask mask) {
    return expander
        .expand(page.rows(), mask, view)
        .flatMap(
            expanded -> {
              ObjectNode answer = Json.object();
              answer.set(
                  "list",
                  Api.list(
                      page.rows().stream().map(row -> view.show().apply(row, expanded)).toList()));
              answer.put("nextPageToken", page.nextPageToken());
              return answer(message, answer, expanded);
            });
  }

  private static Mono<ServerResponse> answer(String message, ObjectNode answer, Expanded expanded) {
    if (Api.shape(message).fieldNames().contains("expanded")) {
      answer.set("expanded", expanded.objects());
    }
    return Api.answer(message, answer);
  }
}
