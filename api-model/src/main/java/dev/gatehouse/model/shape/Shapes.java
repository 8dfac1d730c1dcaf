package dev.gatehouse.model.shape;

import dev.gatehouse.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;

/** The messages of an API description, each turned into a shape when it is first asked for. */
public final class Shapes {
  /** Where the API description lies on the class path; the build makes it from openapi.yaml. */
  public static final String DESCRIPTION = "/gatehouse/openapi.json";

  private final JsonNode schemas;
  private final ConcurrentMap<String, MessageShape> shapes = new ConcurrentHashMap<>();

  private Shapes(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** The shapes of Gatehouse's own API description; it is read once. */
  public static Shapes api() {
    return Api.SHAPES;
  }

  /** The shapes of the schemas of an OpenAPI description. */
  static Shapes of(JsonNode description) {
    return new Shapes(description.path("components").path("schemas"));
  }

  /**
   * The message with this full name.
   *
   * @throws IllegalArgumentException if the description has none
   */
  public MessageShape message(String name) {
    MessageShape known = shapes.get(name);
    if (known != null) {
      return known;
    }
    JsonNode schema = schemas.get(name);
    if (schema == null) {
      throw new IllegalArgumentException(
          "Expected a message of the API, but there is no \"" + name + "\".");
    }
    MessageShape made = shape(name, schema);
    MessageShape earlier = shapes.putIfAbsent(name, made);
    return earlier == null ? made : earlier;
  }

  /** The names of all messages. */
  public Set<String> names() {
    return new LinkedHashSet<>(schemas.propertyNames());
  }

  private MessageShape shape(String name, JsonNode schema) {
    List<Field> fields = new ArrayList<>();
    schema.path("properties").forEachEntry((field, property) -> fields.add(field(field, property)));
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    List<List<String>> oneofs = new ArrayList<>();
    schema
        .path("x-oneof")
        .forEach(group -> oneofs.add(group.valueStream().map(JsonNode::asString).toList()));
    return new MessageShape(name, fields, required, oneofs);
  }

  private Field field(String name, JsonNode property) {
    FieldType type = type(property);
    boolean container = type instanceof ListType || type instanceof MapType;
    return new Field(
        name, type, isNullable(property) && !container, property.path("readOnly").asBoolean(false));
  }

  private FieldType type(JsonNode schema) {
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asString();
      return new MessageType(this, ref.substring(ref.lastIndexOf('/') + 1));
    }
    if (schema.has("oneOf")) {
      return type(
          schema
              .path("oneOf")
              .valueStream()
              .filter(each -> !isNullable(each))
              .findFirst()
              .orElseThrow());
    }
    List<String> kinds = kinds(schema);
    if (kinds.size() > 1) {
      return FreeType.VALUE;
    }
    return switch (kinds.getFirst()) {
      case "array" -> new ListType(type(schema.path("items")));
      case "object" -> object(schema);
      case "boolean" -> ScalarType.FLAG;
      case "number" -> ScalarType.DECIMAL;
      case "integer" ->
          schema.path("format").asString("").equals("uint32")
              ? ScalarType.UINT32
              : ScalarType.INT32;
      case "string" -> string(schema);
      default -> throw new IllegalArgumentException("Expected a known type, but it was " + schema);
    };
  }

  private FieldType object(JsonNode schema) {
    JsonNode values = schema.path("additionalProperties");
    if (values.isObject()) {
      return new MapType(type(values));
    }
    return schema.path("properties").has("@type") ? FreeType.ANY : FreeType.STRUCT;
  }

  private static FieldType string(JsonNode schema) {
    if (schema.has("enum")) {
      return EnumType.of(schema.path("enum").valueStream().map(JsonNode::asString).toList());
    }
    return switch (schema.path("format").asString("")) {
      case "" -> ScalarType.TEXT;
      case "int64" -> ScalarType.INT64;
      case "uint64" -> ScalarType.UINT64;
      case "duration" -> ScalarType.DURATION;
      case "date-time" -> ScalarType.TIMESTAMP;
      case "base64" -> ScalarType.BYTES;
      default ->
          throw new IllegalArgumentException("Expected a known format, but it was " + schema);
    };
  }

  private static boolean isNullable(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asString("").equals("null")
        || type.valueStream().anyMatch(each -> each.asString().equals("null"));
  }

  private static List<String> kinds(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString).filter(kind -> !kind.equals("null")).toList()
        : List.of(type.asString());
  }

  /** Holds the description, so that it is read when the first shape is asked for. */
  private static final class Api {
    static final Shapes SHAPES = load();

    private static Shapes load() {
      try (InputStream in = Shapes.class.getResourceAsStream(DESCRIPTION)) {
        if (in == null) {
          throw new IllegalStateException(
              "Expected " + DESCRIPTION + " on the class path, but it is not there.");
        }
        return of(Json.mapper().readTree(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
