package dev.gatehouse.model.form;

import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.form.Field.Option;
import dev.gatehouse.core.form.Field.Picker;
import dev.gatehouse.core.form.Field.TextView;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A field of a form ({@code c1.api.form.v1.Field}), both ways. */
final class FieldJson {
  private static final List<String> KINDS =
      List.of("stringField", "boolField", "stringSliceField", "int64Field", "stringMapField");
  private static final List<String> NOT_YET =
      List.of("fileField", "oauth2Field", "userConfig", "adminConfig", "sharedConfig");

  private FieldJson() {}

  static Field read(JsonNode field, String path) {
    for (String kind : NOT_YET) {
      if (field.hasNonNull(kind)) {
        throw refused(
            "Expected %s to be one of %s, which this version runs, but it had %s."
                .formatted(path, String.join(", ", KINDS), kind));
      }
    }
    return new Field(
        field.path("name").asString(""),
        field.path("displayName").asString(""),
        field.path("description").asString(""),
        field.path("required").asBoolean(false),
        field.path("readOnly").asBoolean(false),
        type(field, path));
  }

  private static Field.Type type(JsonNode field, String path) {
    for (String kind : KINDS) {
      if (field.hasNonNull(kind)) {
        JsonNode body = field.path(kind);
        String at = path + "." + kind;
        return switch (kind) {
          case "stringField" -> text(body, at);
          case "boolField" -> truth(body);
          case "stringSliceField" -> texts(body, at);
          case "int64Field" -> whole(body);
          default -> map(body);
        };
      }
    }
    throw refused(
        "Expected %s to be one of %s, but it was empty.".formatted(path, String.join(", ", KINDS)));
  }

  private static Field.Text text(JsonNode body, String path) {
    return new Field.Text(
        body.path("defaultValue").asString(""),
        body.path("placeholder").asString(""),
        view(body, path),
        RulesJson.text(body.path("rules"), path + ".rules"));
  }

  private static @Nullable TextView view(JsonNode body, String path) {
    if (body.hasNonNull("textField")) {
      JsonNode typed = body.path("textField");
      return new Field.Typed(
          typed.path("multiline").asBoolean(false),
          typed.hasNonNull("suffix") ? typed.path("suffix").asString() : null);
    }
    if (body.hasNonNull("passwordField")) {
      return new Field.Password();
    }
    if (body.hasNonNull("selectField")) {
      JsonNode select = body.path("selectField");
      return new Field.Select(
          select.path("type").asString("SELECT_TYPE_UNSPECIFIED"),
          select.path("options").valueStream().map(FieldJson::option).toList());
    }
    if (body.hasNonNull("dateField")) {
      JsonNode day = body.path("dateField");
      return new Field.Day(
          day.path("defaultToToday").asBoolean(false),
          day.path("minDate").asString(""),
          day.path("maxDate").asString(""),
          days(day, "minDaysFromToday"),
          days(day, "maxDaysFromToday"));
    }
    return picker(body.path("pickerField"), path + ".pickerField");
  }

  private static Option option(JsonNode option) {
    return new Option(
        option.path("value").asString(""),
        option.path("displayName").asString(""),
        option.path("description").asString(""));
  }

  private static @Nullable Integer days(JsonNode day, String name) {
    return day.hasNonNull(name) ? day.path(name).asInt() : null;
  }

  private static @Nullable Picker picker(JsonNode picker, String path) {
    if (RulesJson.absent(picker)) {
      return null;
    }
    if (picker.hasNonNull("c1UserPicker")) {
      JsonNode user = picker.path("c1UserPicker");
      return new Field.UserPicker(
          Json.texts(user.path("userIds")),
          Json.texts(user.path("excludeUserIds")),
          user.path("includeDeactivated").asBoolean(false));
    }
    if (picker.hasNonNull("appUserPicker")) {
      JsonNode appUser = picker.path("appUserPicker");
      return new Field.AppUserPicker(appUser.path("appId").asString(""));
    }
    if (picker.hasNonNull("resourcePicker")) {
      JsonNode resource = picker.path("resourcePicker");
      return new Field.ResourcePicker(
          resource.path("appId").asString(""), resource.path("resourceTypeId").asString(""));
    }
    throw refused(
        "Expected %s to be one of c1UserPicker, appUserPicker and resourcePicker, but it was none"
                .formatted(path)
            + " of them.");
  }

  private static Field.Truth truth(JsonNode body) {
    Boolean toggle = null;
    if (body.hasNonNull("toggleField")) {
      toggle = true;
    } else if (body.hasNonNull("checkboxField")) {
      toggle = false;
    }
    JsonNode rules = body.path("rules");
    return new Field.Truth(
        body.path("defaultValue").asBoolean(false),
        toggle,
        rules.hasNonNull("const") ? rules.path("const").asBoolean() : null);
  }

  private static Field.Texts texts(JsonNode body, String path) {
    return new Field.Texts(
        Json.texts(body.path("defaultValues")),
        body.path("placeholder").asString(""),
        picker(body.path("pickerField"), path + ".pickerField"),
        RulesJson.list(body.path("rules"), path + ".rules"));
  }

  private static Field.Whole whole(JsonNode body) {
    JsonNode view = body.path("numberField");
    return new Field.Whole(
        RulesJson.number(body, "defaultValue"),
        body.path("placeholder").asString(""),
        RulesJson.absent(view)
            ? null
            : new Field.NumberView(
                RulesJson.number(view, "minValue"),
                RulesJson.number(view, "maxValue"),
                RulesJson.number(view, "step")),
        RulesJson.whole(body.path("rules")));
  }

  private static Field.TextMap map(JsonNode body) {
    Map<String, String> values = new LinkedHashMap<>();
    body.path("defaultValue")
        .properties()
        .forEach(each -> values.put(each.getKey(), each.getValue().asString("")));
    JsonNode rules = body.path("rules");
    return new Field.TextMap(
        values,
        rules.path("isRequired").asBoolean(false),
        rules.path("validateEmpty").asBoolean(false));
  }

  static ObjectNode write(Field field) {
    ObjectNode json =
        Json.object()
            .put("name", field.name())
            .put("displayName", field.displayName())
            .put("description", field.description())
            .put("required", field.required())
            .put("readOnly", field.readOnly());
    switch (field.type()) {
      case Field.Text t -> json.set("stringField", write(t));
      case Field.Truth t -> json.set("boolField", write(t));
      case Field.Whole t -> json.set("int64Field", write(t));
      case Field.Texts t -> json.set("stringSliceField", write(t));
      case Field.TextMap t -> json.set("stringMapField", write(t));
    }
    return json;
  }

  private static ObjectNode write(Field.Text type) {
    ObjectNode json =
        Json.object()
            .put("defaultValue", type.defaultValue())
            .put("placeholder", type.placeholder());
    switch (type.view()) {
      case null -> {}
      case Field.Typed v -> {
        ObjectNode view = json.putObject("textField").put("multiline", v.multiline());
        if (v.suffix() != null) {
          view.put("suffix", v.suffix());
        }
      }
      case Field.Password v -> json.putObject("passwordField");
      case Field.Select v -> {
        ObjectNode view = json.putObject("selectField").put("type", v.shownAs());
        ArrayNode options = view.putArray("options");
        v.options().forEach(option -> options.add(write(option)));
      }
      case Field.Day v -> json.set("dateField", write(v));
      case Field.Picker v -> json.set("pickerField", write(v));
    }
    if (type.rules() != null) {
      json.set("rules", RulesJson.write(type.rules()));
    }
    return json;
  }

  private static ObjectNode write(Option option) {
    return Json.object()
        .put("value", option.value())
        .put("displayName", option.displayName())
        .put("description", option.description());
  }

  private static ObjectNode write(Field.Day day) {
    ObjectNode json =
        Json.object()
            .put("defaultToToday", day.today())
            .put("minDate", day.min())
            .put("maxDate", day.max());
    if (day.minDays() != null) {
      json.put("minDaysFromToday", day.minDays());
    }
    if (day.maxDays() != null) {
      json.put("maxDaysFromToday", day.maxDays());
    }
    return json;
  }

  private static ObjectNode write(Picker picker) {
    ObjectNode json = Json.object();
    switch (picker) {
      case Field.UserPicker p -> {
        ObjectNode view = json.putObject("c1UserPicker");
        view.set("userIds", Json.texts(p.among()));
        view.set("excludeUserIds", Json.texts(p.except()));
        view.put("includeDeactivated", p.alsoDisabled());
      }
      case Field.AppUserPicker p -> json.putObject("appUserPicker").put("appId", p.appId());
      case Field.ResourcePicker p ->
          json.putObject("resourcePicker")
              .put("appId", p.appId())
              .put("resourceTypeId", p.resourceTypeId());
    }
    return json;
  }

  private static ObjectNode write(Field.Truth type) {
    ObjectNode json = Json.object().put("defaultValue", type.defaultValue());
    if (type.toggle() != null) {
      json.putObject(type.toggle() ? "toggleField" : "checkboxField");
    }
    if (type.only() != null) {
      json.putObject("rules").put("const", type.only());
    }
    return json;
  }

  private static ObjectNode write(Field.Whole type) {
    ObjectNode json = Json.object().put("placeholder", type.placeholder());
    RulesJson.put(json, "defaultValue", type.defaultValue());
    if (type.view() != null) {
      ObjectNode view = json.putObject("numberField");
      RulesJson.put(view, "minValue", type.view().min());
      RulesJson.put(view, "maxValue", type.view().max());
      RulesJson.put(view, "step", type.view().step());
    }
    if (type.rules() != null) {
      json.set("rules", RulesJson.write(type.rules()));
    }
    return json;
  }

  private static ObjectNode write(Field.Texts type) {
    ObjectNode json = Json.object().put("placeholder", type.placeholder());
    json.set("defaultValues", Json.texts(type.defaultValues()));
    if (type.picker() == null) {
      json.putObject("chipsField");
    } else {
      json.set("pickerField", write(type.picker()));
    }
    if (type.rules() != null) {
      json.set("rules", RulesJson.write(type.rules()));
    }
    return json;
  }

  private static ObjectNode write(Field.TextMap type) {
    ObjectNode json = Json.object();
    ObjectNode values = json.putObject("defaultValue");
    type.defaultValue().forEach(values::put);
    json.putObject("rules")
        .put("isRequired", type.notEmpty())
        .put("validateEmpty", type.noneEmpty());
    return json;
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
