package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.Filters;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.search.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the filter of a search from the caller's message: fields that are unset ask for nothing,
 * lists are OR inside and AND between. A field that is set and that nothing here looked at is
 * refused, so that no filter is ever passed over in silence.
 */
public final class Search {
  /** Fields that are no filters. */
  private static final Set<String> OTHERS = Set.of("pageSize", "pageToken", "expandMask");

  private final ObjectNode message;
  private final List<Bson> parts = new ArrayList<>();
  private final Set<String> served = new HashSet<>(OTHERS);

  private Search(ObjectNode message) {
    this.message = message;
  }

  /** A search by this message, which its shape has read. */
  public static Search by(ObjectNode message) {
    return new Search(message);
  }

  /** A field of the message, for a condition of the caller's own. */
  public JsonNode given(String name) {
    served.add(name);
    return message.path(name);
  }

  /** Whether a flag is set, for a condition of the caller's own. */
  public boolean flag(String name) {
    return given(name).asBoolean(false);
  }

  /** Leaves deleted things out, unless the message's {@code includeDeleted} says otherwise. */
  public Search live() {
    if (!flag("includeDeleted")) {
      parts.add(eq("deletedAt", null));
    }
    return this;
  }

  /** The field must equal the message's text. */
  public Search equal(String name, String field) {
    String wanted = given(name).asString("");
    if (!wanted.isEmpty()) {
      parts.add(eq(field, wanted));
    }
    return this;
  }

  /** The field must be one of the message's list. */
  public Search anyOf(String name, String field) {
    List<String> wanted = Json.texts(given(name));
    if (!wanted.isEmpty()) {
      parts.add(in(field, wanted));
    }
    return this;
  }

  /** The field must be none of the message's list. */
  public Search noneOf(String name, String field) {
    List<String> unwanted = Json.texts(given(name));
    if (!unwanted.isEmpty()) {
      parts.add(nin(field, unwanted));
    }
    return this;
  }

  /** The id must be one of those that the message's {@code refs} name. */
  public Search refs(String name) {
    List<String> wanted = ids(name);
    if (!wanted.isEmpty()) {
      parts.add(in("_id", wanted));
    }
    return this;
  }

  /** The id must be none of those that these references name. */
  public Search notRefs(String name) {
    List<String> unwanted = ids(name);
    if (!unwanted.isEmpty()) {
      parts.add(nin("_id", unwanted));
    }
    return this;
  }

  /** One of the fields must hold one of the ids that these references name. */
  public Search refsIn(String name, String... fields) {
    List<String> wanted = ids(name);
    if (!wanted.isEmpty()) {
      List<Bson> any = new ArrayList<>();
      for (String field : fields) {
        any.add(in(field, wanted));
      }
      parts.add(or(any));
    }
    return this;
  }

  /** Each word of the message's {@code query} must begin a word of the entity. */
  public Search words() {
    String query = given("query").asString("");
    if (query.isBlank()) {
      return this;
    }
    Set<String> words = DerivedFields.wordsOf(query);
    if (words.isEmpty()) {
      return nothing();
    }
    for (String word : words) {
      parts.add(regex(Hidden.WORDS, "^" + Pattern.quote(word)));
    }
    return this;
  }

  /** A condition of the caller's own. */
  public Search and(Bson part) {
    parts.add(part);
    return this;
  }

  /** The id must be one of these. */
  public Search idIn(Collection<String> ids) {
    parts.add(in("_id", ids));
    return this;
  }

  /** Finds nothing. */
  public Search nothing() {
    parts.add(in("_id", List.of()));
    return this;
  }

  /**
   * All conditions together.
   *
   * @throws dev.gatehouse.model.error.ApiException INVALID_ARGUMENT where a field is set that was
   *     not served
   */
  public Bson filter() {
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      if (!served.contains(field.getKey()) && !Filter.isUnset(field.getValue())) {
        throw Filter.unserved(field.getKey());
      }
    }
    return parts.isEmpty() ? empty() : Filters.and(parts);
  }

  private List<String> ids(String name) {
    return given(name).valueStream().map(ref -> ref.path("id").asString("")).toList();
  }
}
