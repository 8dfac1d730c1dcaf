package dev.gatehouse.runtime.store;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees as BSON and back, so that a stored task can be read and searched with any tool. */
final class BsonTrees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private BsonTrees() {}

  static BsonDocument toBson(ObjectNode tree) {
    BsonDocument document = new BsonDocument();
    tree.properties().forEach(p -> document.put(p.getKey(), toBson(p.getValue())));
    return document;
  }

  private static BsonValue toBson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> toBson(node.asObject());
      case ARRAY -> {
        BsonArray array = new BsonArray();
        node.forEach(element -> array.add(toBson(element)));
        yield array;
      }
      case STRING -> new BsonString(node.stringValue());
      case BOOLEAN -> BsonBoolean.valueOf(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber()
              ? new BsonInt64(node.longValue())
              : new BsonDouble(node.doubleValue());
      case NULL, MISSING -> BsonNull.VALUE;
      case BINARY, POJO ->
          throw new IllegalArgumentException("Expected plain JSON, but it holds " + node);
    };
  }

  static ObjectNode toJson(BsonDocument document) {
    ObjectNode tree = NODES.objectNode();
    document.forEach((name, value) -> tree.set(name, toJson(value)));
    return tree;
  }

  private static JsonNode toJson(BsonValue value) {
    return switch (value) {
      case BsonDocument d -> toJson(d);
      case BsonArray a -> {
        ArrayNode array = NODES.arrayNode();
        a.forEach(element -> array.add(toJson(element)));
        yield array;
      }
      case BsonString s -> NODES.stringNode(s.getValue());
      case BsonBoolean b -> NODES.booleanNode(b.getValue());
      case BsonInt64 n -> NODES.numberNode(n.getValue());
      case BsonDouble n -> NODES.numberNode(n.getValue());
      case BsonNull n -> NODES.nullNode();
      default ->
          throw new IllegalArgumentException(
              "Expected a stored task to hold plain JSON, but it holds a " + value.getBsonType());
    };
  }
}
