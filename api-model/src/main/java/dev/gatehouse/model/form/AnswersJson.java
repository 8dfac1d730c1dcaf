package dev.gatehouse.model.form;

import dev.gatehouse.core.form.Answer;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers to a form: an object with a member for each field that was answered. */
public final class AnswersJson {
  private AnswersJson() {}

  /** Reads an object; {@code null} members are fields that were not answered. */
  public static Answers read(JsonNode data) {
    Map<String, Answer> byField = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      if (!member.getValue().isNull()) {
        byField.put(member.getKey(), answer(member.getValue()));
      }
    }
    return new Answers(byField);
  }

  /** Reads the text of an object; an empty one has no members. */
  public static Answers parse(String json) {
    return json.isEmpty() ? Answers.NONE : read(Json.mapper().readTree(json));
  }

  /** What a request says: its answers, or null where it says nothing. */
  public static @Nullable Answers ofRequest(JsonNode requestData) {
    Answers answers = read(requestData);
    return answers.isEmpty() ? null : answers;
  }

  /** The same of the text of an object. */
  public static @Nullable Answers ofRequest(String requestData) {
    return requestData.isEmpty() ? null : ofRequest(Json.mapper().readTree(requestData));
  }

  private static Answer answer(JsonNode value) {
    if (value.isString()) {
      return new Answer.Text(value.asString());
    }
    if (value.isBoolean()) {
      return new Answer.Truth(value.asBoolean());
    }
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return new Answer.Whole(value.asLong());
    }
    if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
      return new Answer.Texts(value.valueStream().map(JsonNode::asString).toList());
    }
    if (value.isObject() && value.valueStream().allMatch(JsonNode::isString)) {
      Map<String, String> texts = new LinkedHashMap<>();
      value.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asString()));
      return new Answer.TextMap(texts);
    }
    return new Answer.Other(value.toString());
  }

  /** Writes them as an object. */
  public static ObjectNode write(Answers answers) {
    ObjectNode json = Json.object();
    answers.byField().forEach((field, answer) -> json.set(field, value(answer)));
    return json;
  }

  private static JsonNode value(Answer answer) {
    return switch (answer) {
      case Answer.Text a -> json(a.value());
      case Answer.Truth a -> json(a.value());
      case Answer.Whole a -> json(a.value());
      case Answer.Texts a -> Json.texts(a.values());
      case Answer.TextMap a -> {
        ObjectNode object = Json.object();
        a.values().forEach(object::put);
        yield object;
      }
      case Answer.Other a -> Json.mapper().readTree(a.json());
    };
  }

  private static JsonNode json(Object value) {
    return Json.mapper().valueToTree(value);
  }
}
