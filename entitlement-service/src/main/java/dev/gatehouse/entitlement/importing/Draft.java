package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One object of a file on its way into the catalogue, or to being refused. */
final class Draft {
  private final String path;
  private final EntityKind kind;
  private final String reference;
  private final String id;
  private final @Nullable Draft parent;
  private final ObjectNode line;
  private final Set<Draft> dependencies = new LinkedHashSet<>();
  private ObjectNode fields = Json.object();
  private @Nullable String refusal;

  /**
   * An object of a file.
   *
   * @param path where it stands, such as {@code apps[0].entitlements[2]}
   * @param parent the object that it stands in
   * @param line what the file says
   */
  Draft(
      String source,
      String path,
      EntityKind kind,
      String reference,
      @Nullable Draft parent,
      ObjectNode line) {
    this.path = path;
    this.kind = kind;
    this.reference = reference;
    this.id = id(source, kind, reference);
    this.parent = parent;
    this.line = line;
    if (parent != null) {
      dependencies.add(parent);
    }
  }

  /** What a file calls by this reference always has this id, so a repeat meets its first run. */
  static String id(String source, EntityKind kind, String reference) {
    return DerivedId.of("import", source, kind.key(), reference);
  }

  String path() {
    return path;
  }

  EntityKind kind() {
    return kind;
  }

  String reference() {
    return reference;
  }

  String id() {
    return id;
  }

  /** The id of the app that it lies in. */
  String appId() {
    Draft around = this;
    while (around.parent != null) {
      around = around.parent;
    }
    return around.id;
  }

  /** The object that it lies in; itself where it lies in none. */
  Draft container() {
    return parent == null ? this : parent;
  }

  ObjectNode line() {
    return line;
  }

  ObjectNode fields() {
    return fields;
  }

  void fields(ObjectNode made) {
    fields = made;
  }

  void dependsOn(Draft other) {
    dependencies.add(other);
  }

  Set<Draft> dependencies() {
    return dependencies;
  }

  /** Refuses the object; the first reason stays. */
  void refuse(String reason) {
    if (refusal == null) {
      refusal = reason;
    }
  }

  @Nullable String refusal() {
    return refusal;
  }

  boolean refused() {
    return refusal != null;
  }
}
