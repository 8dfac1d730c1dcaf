package dev.gatehouse.api.audit;

import dev.gatehouse.api.catalog.CatalogClient;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.internal.ObjectsAnswer;
import dev.gatehouse.model.internal.ObjectsRequest;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Entries as the API shows them, with the people in them. */
@Component
class EntryViews {
  private static final MessageShape SHAPE = Shapes.api().message("c1.api.task.v1.TaskAuditView");

  /** Fields that name people, with the fields beside them that hold the people themselves. */
  private static final Map<String, String> PEOPLE =
      Map.of("newUsers", "users", "adminUserIds", "adminUsers");

  private final CatalogClient catalog;

  EntryViews(CatalogClient catalog) {
    this.catalog = catalog;
  }

  Mono<ArrayNode> of(List<Entry> entries) {
    Set<String> wanted = people(entries);
    Mono<ObjectsAnswer> found =
        wanted.isEmpty()
            ? Mono.just(new ObjectsAnswer(List.of()))
            : catalog.objects(new ObjectsRequest(wanted, Set.of(), Set.of(), Set.of()));
    return found.map(
        answer -> {
          Map<String, ObjectNode> people = byId(answer);
          ArrayNode list = Json.array();
          entries.forEach(entry -> list.add(view(entry, people)));
          return list;
        });
  }

  private static Set<String> people(List<Entry> entries) {
    Set<String> ids = new LinkedHashSet<>();
    for (Entry entry : entries) {
      String userId = entry.audit().userId();
      if (userId != null) {
        ids.add(userId);
      }
      PEOPLE
          .keySet()
          .forEach(
              field ->
                  entry.happening().content().path(field).forEach(id -> ids.add(id.asString())));
    }
    return ids;
  }

  private static Map<String, ObjectNode> byId(ObjectsAnswer answer) {
    Map<String, ObjectNode> people = new HashMap<>();
    for (JsonNode each : answer.objects()) {
      ObjectNode person = ((ObjectNode) each).deepCopy();
      person.remove("@type");
      people.put(person.path("id").asString(""), person);
    }
    return people;
  }

  static ObjectNode view(Entry entry, Map<String, ObjectNode> people) {
    Happening happening = entry.happening();
    @Nullable String userId = entry.audit().userId();
    ObjectNode view =
        Json.object()
            .put("id", entry.id())
            .put("ticketId", entry.audit().taskId().value())
            .put("created", Timestamps.format(entry.audit().at()))
            .put("userId", userId == null ? "" : userId)
            .put("currentState", entry.state())
            .put("eventType", "TASK_AUDIT_EVENT_TYPE_" + (happening.error() ? "ERROR" : "NEUTRAL"))
            .put("source", "SOURCE_C1");
    ObjectNode person = userId == null ? null : people.get(userId);
    if (person != null) {
      view.set("metadata", Json.object().set("user", person));
    }
    view.set(happening.member(), named(happening.content(), people));
    return SHAPE.complete(view);
  }

  private static ObjectNode named(ObjectNode content, Map<String, ObjectNode> people) {
    ObjectNode named = content.deepCopy();
    PEOPLE.forEach(
        (ids, objects) -> {
          if (content.has(ids)) {
            ArrayNode found = named.putArray(objects);
            content
                .path(ids)
                .forEach(
                    id -> {
                      ObjectNode person = people.get(id.asString());
                      if (person != null) {
                        found.add(person);
                      }
                    });
          }
        });
    return named;
  }
}
