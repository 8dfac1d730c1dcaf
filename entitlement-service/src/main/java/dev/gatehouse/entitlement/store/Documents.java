package dev.gatehouse.entitlement.store;

import dev.gatehouse.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns JSON into what MongoDB stores, and back. */
public final class Documents {
  private Documents() {}

  /** The same object as a document. */
  public static Document of(ObjectNode object) {
    Document document = new Document();
    object.forEachEntry((name, value) -> document.put(name, value(value)));
    return document;
  }

  static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> of((ObjectNode) node);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(each -> list.add(value(each)));
        yield list;
      }
      case STRING, BINARY, POJO -> node.asString();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case NULL, MISSING -> null;
    };
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return node.intValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.asDouble();
  }

  /** The same document as JSON. */
  public static ObjectNode toJson(Map<String, Object> document) {
    ObjectNode object = Json.object();
    document.forEach((name, value) -> object.set(name, node(value)));
    return object;
  }

  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case Document document -> toJson(document);
      case List<?> list -> {
        ArrayNode array = nodes.arrayNode();
        list.forEach(each -> array.add(node(each)));
        yield array;
      }
      case String text -> nodes.stringNode(text);
      case Boolean flag -> nodes.booleanNode(flag);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      default -> nodes.stringNode(value.toString());
    };
  }
}
