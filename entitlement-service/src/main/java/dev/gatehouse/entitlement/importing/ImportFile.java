package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects of a file, one by one, each with its place. */
final class ImportFile {
  private final String source;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<GrantDraft> grants = new ArrayList<>();
  private final List<Refusal> unreadable = new ArrayList<>();
  private final Map<String, Draft> byName = new HashMap<>();

  /** A line that is not even an object with an id. */
  record Refusal(String path, String reason) {}

  private ImportFile(String source) {
    this.source = source;
  }

  /**
   * Takes a file apart.
   *
   * @throws ApiException INVALID_ARGUMENT if it is no such file at all
   */
  static ImportFile of(JsonNode root) {
    if (!(root instanceof ObjectNode top)) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected the file to hold an object, but it did not.");
    }
    String source = root.path("source").asString("");
    if (source.isBlank()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected source to name where the file's references belong, but it was not set.");
    }
    ImportFile file = new ImportFile(source);
    file.add(top, "", "users", EntityKind.USER, null);
    file.add(top, "", "policies", EntityKind.POLICY, null);
    for (Draft app : file.add(top, "", "apps", EntityKind.APP, null)) {
      file.addContent(app);
    }
    return file;
  }

  private void addContent(Draft app) {
    String at = app.path() + ".";
    add(app.line(), at, "connectors", EntityKind.CONNECTOR, app);
    for (Draft type : add(app.line(), at, "resourceTypes", EntityKind.RESOURCE_TYPE, app)) {
      add(type.line(), type.path() + ".", "resources", EntityKind.RESOURCE, type);
    }
    add(app.line(), at, "appUsers", EntityKind.APP_USER, app);
    for (Draft entitlement : add(app.line(), at, "entitlements", EntityKind.ENTITLEMENT, app)) {
      addGrants(entitlement);
    }
  }

  private List<Draft> add(
      ObjectNode around, String at, String field, EntityKind kind, @Nullable Draft parent) {
    List<Draft> added = new ArrayList<>();
    JsonNode list = list(around, at, field);
    for (int i = 0; i < list.size(); i++) {
      Draft draft = draft(list.get(i), at + field + "[" + i + "]", kind, parent);
      if (draft != null) {
        added.add(draft);
      }
    }
    return added;
  }

  private @Nullable Draft draft(
      JsonNode line, String path, EntityKind kind, @Nullable Draft parent) {
    if (!(line instanceof ObjectNode object)) {
      unreadable.add(new Refusal(path, "Expected an object, but it was something else."));
      return null;
    }
    JsonNode id = object.path("id");
    String reference = id.isValueNode() && !id.isNull() ? id.asString() : "";
    if (reference.isBlank()) {
      unreadable.add(new Refusal(path, "Expected id to be set, but it was not."));
      return null;
    }
    Draft draft = new Draft(source, path, kind, reference, parent, object);
    Draft earlier = byName.putIfAbsent(kind.key() + "/" + reference, draft);
    if (earlier != null) {
      unreadable.add(
          new Refusal(
              path,
              "Expected id to be unique, but \""
                  + reference
                  + "\" stands at "
                  + earlier.path()
                  + " too."));
      return null;
    }
    drafts.add(draft);
    return draft;
  }

  private void addGrants(Draft entitlement) {
    String at = entitlement.path() + ".";
    JsonNode list = list(entitlement.line(), at, "grants");
    for (int i = 0; i < list.size(); i++) {
      String path = at + "grants[" + i + "]";
      if (list.get(i) instanceof ObjectNode line) {
        grants.add(new GrantDraft(path, entitlement, line));
      } else {
        unreadable.add(new Refusal(path, "Expected an object, but it was something else."));
      }
    }
  }

  private JsonNode list(ObjectNode around, String at, String field) {
    JsonNode list = around.path(field);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      unreadable.add(new Refusal(at + field, "Expected a list, but it was something else."));
    }
    return list.isArray() ? list : Json.array();
  }

  String source() {
    return source;
  }

  /** All objects, those that others depend on first. */
  List<Draft> drafts() {
    return drafts;
  }

  List<GrantDraft> grants() {
    return grants;
  }

  List<Refusal> unreadable() {
    return unreadable;
  }

  /** The object that the file itself calls by this reference. */
  @Nullable Draft find(EntityKind kind, String reference) {
    return byName.get(kind.key() + "/" + reference);
  }
}
