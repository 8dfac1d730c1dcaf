package dev.gatehouse.model.form;

import dev.gatehouse.core.form.ListRules;
import dev.gatehouse.core.form.TextRules;
import dev.gatehouse.core.form.TextRules.WellKnown;
import dev.gatehouse.core.form.WholeRules;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What answers have to be like ({@code validate.StringRules} and its like), both ways. */
final class RulesJson {
  private static final Map<WellKnown, String> WELL_KNOWN = new EnumMap<>(WellKnown.class);

  static {
    WELL_KNOWN.put(WellKnown.EMAIL, "email");
    WELL_KNOWN.put(WellKnown.HOSTNAME, "hostname");
    WELL_KNOWN.put(WellKnown.IP, "ip");
    WELL_KNOWN.put(WellKnown.IPV4, "ipv4");
    WELL_KNOWN.put(WellKnown.IPV6, "ipv6");
    WELL_KNOWN.put(WellKnown.URI, "uri");
    WELL_KNOWN.put(WellKnown.URI_REF, "uriRef");
    WELL_KNOWN.put(WellKnown.ADDRESS, "address");
    WELL_KNOWN.put(WellKnown.UUID, "uuid");
  }

  private RulesJson() {}

  static @Nullable TextRules text(JsonNode rules, String path) {
    if (absent(rules)) {
      return null;
    }
    if (!rules.path("wellKnownRegex").asString("").isEmpty()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s to have no wellKnownRegex, which this version does not check; pattern takes"
                  .formatted(path)
              + " a regular expression.");
    }
    return new TextRules(
        string(rules, "const"),
        number(rules, "len"),
        number(rules, "minLen"),
        number(rules, "maxLen"),
        number(rules, "lenBytes"),
        number(rules, "minBytes"),
        number(rules, "maxBytes"),
        string(rules, "pattern"),
        string(rules, "prefix"),
        string(rules, "suffix"),
        string(rules, "contains"),
        string(rules, "notContains"),
        Json.texts(rules.path("in")),
        Json.texts(rules.path("notIn")),
        wellKnown(rules),
        rules.path("ignoreEmpty").asBoolean(false));
  }

  private static @Nullable WellKnown wellKnown(JsonNode rules) {
    for (Map.Entry<WellKnown, String> form : WELL_KNOWN.entrySet()) {
      if (rules.path(form.getValue()).asBoolean(false)) {
        return form.getKey();
      }
    }
    return null;
  }

  static ObjectNode write(TextRules rules) {
    ObjectNode json = Json.object();
    put(json, "const", rules.only());
    put(json, "len", rules.len());
    put(json, "minLen", rules.minLen());
    put(json, "maxLen", rules.maxLen());
    put(json, "lenBytes", rules.lenBytes());
    put(json, "minBytes", rules.minBytes());
    put(json, "maxBytes", rules.maxBytes());
    put(json, "pattern", rules.pattern());
    put(json, "prefix", rules.prefix());
    put(json, "suffix", rules.suffix());
    put(json, "contains", rules.contains());
    put(json, "notContains", rules.notContains());
    put(json, "in", rules.in());
    put(json, "notIn", rules.notIn());
    if (rules.wellKnown() != null) {
      json.put(WELL_KNOWN.get(rules.wellKnown()), true);
    }
    return json.put("ignoreEmpty", rules.ignoreEmpty());
  }

  static @Nullable WholeRules whole(JsonNode rules) {
    return absent(rules)
        ? null
        : new WholeRules(
            number(rules, "const"),
            number(rules, "lt"),
            number(rules, "lte"),
            number(rules, "gt"),
            number(rules, "gte"),
            numbers(rules.path("in")),
            numbers(rules.path("notIn")),
            rules.path("ignoreEmpty").asBoolean(false));
  }

  static ObjectNode write(WholeRules rules) {
    ObjectNode json = Json.object();
    put(json, "const", rules.only());
    put(json, "lt", rules.lt());
    put(json, "lte", rules.lte());
    put(json, "gt", rules.gt());
    put(json, "gte", rules.gte());
    put(json, "in", rules.in());
    put(json, "notIn", rules.notIn());
    return json.put("ignoreEmpty", rules.ignoreEmpty());
  }

  static @Nullable ListRules list(JsonNode rules, String path) {
    return absent(rules)
        ? null
        : new ListRules(
            number(rules, "minItems"),
            number(rules, "maxItems"),
            rules.path("unique").asBoolean(false),
            text(rules.path("items").path("string"), path + ".items.string"),
            rules.path("ignoreEmpty").asBoolean(false));
  }

  static ObjectNode write(ListRules rules) {
    ObjectNode json = Json.object();
    put(json, "minItems", rules.minItems());
    put(json, "maxItems", rules.maxItems());
    json.put("unique", rules.unique());
    if (rules.items() != null) {
      json.set("items", Json.object().set("string", write(rules.items())));
    }
    return json.put("ignoreEmpty", rules.ignoreEmpty());
  }

  static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** A text; null where it is absent or empty, since an empty one would ask for nothing. */
  private static @Nullable String string(JsonNode rules, String name) {
    String text = rules.path(name).asString("");
    return text.isEmpty() ? null : text;
  }

  /** A number, which the API writes as a text; null where it is absent. */
  static @Nullable Long number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.asString("").isEmpty() ? null : parse(value, name);
  }

  private static long parse(JsonNode value, String name) {
    try {
      return Long.parseLong(value.asString(""));
    } catch (NumberFormatException e) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s to be a whole number, but it was %s.".formatted(name, value.asString("")));
    }
  }

  private static List<Long> numbers(JsonNode list) {
    return list.valueStream().map(value -> parse(value, "a number of a list")).toList();
  }

  private static void put(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }

  static void put(ObjectNode json, String name, @Nullable Long number) {
    if (number != null) {
      json.put(name, number.toString());
    }
  }

  private static void put(ObjectNode json, String name, List<?> values) {
    if (!values.isEmpty()) {
      ArrayNode list = json.putArray(name);
      values.forEach(value -> list.add(value.toString()));
    }
  }
}
