package dev.gatehouse.system.api;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;

/** The fields of search requests, as the API is described, with a value for each. */
final class SearchFields {
  private static final JsonNode SCHEMAS = description().path("components").path("schemas");

  private SearchFields() {}

  static JsonNode description() {
    try (InputStream in = Shapes.class.getResourceAsStream(Shapes.DESCRIPTION)) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some value that a field can have, and that asks for something. */
  static String sample(String message, String field) {
    return sample(SCHEMAS.path(message).path("properties").path(field)).toString();
  }

  private static JsonNode sample(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asString();
      JsonNode properties =
          SCHEMAS.path(name.substring(name.lastIndexOf('/') + 1)).path("properties");
      String first = properties.propertyNames().iterator().next();
      return Json.object().set(first, sample(properties.path(first)));
    }
    if (schema.has("oneOf")) {
      return sample(schema.path("oneOf").path(0));
    }
    JsonNode type = schema.path("type");
    return switch ((type.isArray() ? type.path(0) : type).asString()) {
      case "array" -> Json.array().add(sample(schema.path("items")));
      case "boolean" -> Json.mapper().readTree("true");
      case "integer" -> Json.mapper().readTree("1");
      case "string" -> Json.mapper().readTree("\"" + text(schema) + "\"");
      default -> Json.object();
    };
  }

  private static String text(JsonNode schema) {
    if (schema.has("enum")) {
      return schema.path("enum").path(1).asString();
    }
    return switch (schema.path("format").asString("")) {
      case "date-time" -> "2026-01-01T00:00:00Z";
      case "duration" -> "60s";
      default -> "1";
    };
  }
}
