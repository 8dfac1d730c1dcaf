package dev.gatehouse.model.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.shape.Shapes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FormJsonTest {
  private static final String EVERYTHING =
      """
      {"id": "f1", "displayName": "More", "description": "Tell us.",
       "fields": [
        {"name": "why", "displayName": "Why?", "description": "d", "required": true, "readOnly": false,
         "stringField": {"defaultValue": "", "placeholder": "p", "textField": {"multiline": true, "suffix": "!"},
          "rules": {"minLen": "2", "maxLen": "9", "pattern": "^a", "in": ["ab"], "email": true, "ignoreEmpty": true}}},
        {"name": "secret", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringField": {"defaultValue": "", "placeholder": "", "passwordField": {}}},
        {"name": "team", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringField": {"defaultValue": "b", "placeholder": "",
          "selectField": {"type": "SELECT_TYPE_RADIO", "options": [
           {"value": "a", "displayName": "A", "description": ""}, {"value": "b", "displayName": "B", "description": ""}]}}},
        {"name": "day", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringField": {"defaultValue": "", "placeholder": "",
          "dateField": {"defaultToToday": true, "minDate": "2026-01-01", "maxDate": "", "maxDaysFromToday": 30}}},
        {"name": "buddy", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringField": {"defaultValue": "", "placeholder": "",
          "pickerField": {"c1UserPicker": {"userIds": ["u1"], "excludeUserIds": [], "includeDeactivated": true}}}},
        {"name": "sure", "displayName": "", "description": "", "required": false, "readOnly": true,
         "boolField": {"defaultValue": true, "toggleField": {}, "rules": {"const": true}}},
        {"name": "days", "displayName": "", "description": "", "required": false, "readOnly": false,
         "int64Field": {"placeholder": "", "defaultValue": "3",
          "numberField": {"minValue": "1", "maxValue": "9", "step": "2"}, "rules": {"gt": "0", "notIn": ["5"], "ignoreEmpty": false}}},
        {"name": "teams", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringSliceField": {"placeholder": "", "defaultValues": ["aa"], "chipsField": {},
          "rules": {"minItems": "1", "unique": true, "items": {"string": {"minLen": "2", "ignoreEmpty": false}}, "ignoreEmpty": false}}},
        {"name": "tags", "displayName": "", "description": "", "required": false, "readOnly": false,
         "stringMapField": {"defaultValue": {"k": "v"}, "rules": {"isRequired": true, "validateEmpty": false}}}],
       "fieldRelationships": [
        {"fieldNames": ["why", "team"], "atLeastOne": {}},
        {"fieldNames": ["secret"], "dependentOn": {"dependencyFieldNames": ["why"]}}],
       "fieldGroups": [
        {"name": "g", "displayName": "G", "helpText": "h", "default": true, "fields": ["why"]}]}
      """;

  @Test
  void aFormIsShownAsItWasGiven() {
    JsonNode given = Json.mapper().readTree(EVERYTHING);

    assertThat(FormJson.write(FormJson.read(given, "form"))).isEqualTo(given);
  }

  @Test
  void whatIsNotAskedStaysUnsetWhereAMessageIsComplete() {
    JsonNode given = Json.mapper().readTree(EVERYTHING);
    Form form = FormJson.read(given, "form");
    ObjectNode complete = Shapes.api().message("c1.api.form.v1.Form").complete((ObjectNode) given);

    assertThat(FormJson.read(complete, "form")).isEqualTo(form);
  }

  @Test
  void aFormIsStoredWithoutLoss() {
    Form form = FormJson.read(Json.mapper().readTree(EVERYTHING), "form");
    PolicyStep.Form step = new PolicyStep.Form(form);

    assertThat(CoreJson.read(CoreJson.write(step), PolicyStep.Form.class)).isEqualTo(step);
  }

  @Test
  void answersAreReadAndWrittenAsTheyAre() {
    JsonNode given =
        Json.mapper()
            .readTree(
                """
                {"a": "text", "b": true, "c": 7, "d": ["x", "y"], "e": {"k": "v"}, "f": [1.5], "g": 0.5}
                """);
    Answers answers = AnswersJson.read(given);

    assertThat(AnswersJson.write(answers)).hasToString(given.toString());
    assertThat(CoreJson.read(CoreJson.write(answers), Answers.class)).isEqualTo(answers);
  }

  @Test
  void whatThisVersionDoesNotRunIsRefused() {
    refused(
        "{\"fields\": [{\"name\": \"a\", \"fileField\": {}}]}",
        "Expected form.fields[0] to be one of stringField, boolField, stringSliceField,"
            + " int64Field, stringMapField, which this version runs, but it had fileField.");
    refused(
        "{\"fields\": [{\"name\": \"a\"}]}",
        "Expected form.fields[0] to be one of stringField, boolField, stringSliceField,"
            + " int64Field, stringMapField, but it was empty.");
    refused("{\"fields\": []}", "form: Expected fields to have 1 to 64 entries, but it had 0.");
    refused(
        "{\"fields\": [{\"name\": \"a\", \"stringField\": {\"rules\": {\"minLen\": \"few\"}}}]}",
        "Expected minLen to be a whole number, but it was few.");
  }

  private static void refused(String form, String sentence) {
    assertThatThrownBy(() -> FormJson.read(Json.mapper().readTree(form), "form"))
        .hasMessage(sentence);
  }
}
