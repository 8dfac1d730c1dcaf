package dev.gatehouse.entitlement.importing;

import static com.mongodb.client.model.Filters.in;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses objects whose address or alias somebody else has, in the file or in the catalogue. */
record UniqueValues(EntityStore store) {
  private static final int AT_ONCE = 1_000;

  Mono<Void> check(List<Draft> drafts) {
    return check(drafts, EntityKind.USER, "email", Hidden.EMAIL_KEY)
        .then(check(drafts, EntityKind.ENTITLEMENT, "alias", Hidden.ALIAS_KEY));
  }

  private Mono<Void> check(List<Draft> drafts, EntityKind kind, String field, String key) {
    Map<String, Draft> byValue = new HashMap<>();
    for (Draft draft : drafts) {
      String value = value(draft, field);
      if (draft.kind() == kind && !draft.refused() && !value.isEmpty()) {
        Draft earlier = byValue.putIfAbsent(value, draft);
        if (earlier != null) {
          refuse(draft, field, earlier.path());
        }
      }
    }
    return Flux.fromIterable(byValue.keySet())
        .buffer(AT_ONCE)
        .concatMap(values -> store.all(kind, in(key, values)))
        .doOnNext(
            entity -> {
              Draft draft = byValue.get(entity.text(key));
              if (draft != null && !draft.id().equals(entity.id())) {
                refuse(draft, field, describe(entity));
              }
            })
        .then();
  }

  private static String value(Draft draft, String field) {
    String value = draft.fields().path(field).asString("");
    return field.equals("email") ? value.toLowerCase(Locale.ROOT) : value;
  }

  private static String describe(Entity entity) {
    return "\"" + entity.text("displayName") + "\" (" + entity.id() + ")";
  }

  private static void refuse(Draft draft, String field, String other) {
    draft.refuse("Expected " + field + " to be unique, but " + other + " has it already.");
  }
}
