package dev.gatehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.shape.Shapes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DescriptionTest {
  private final JsonNode description = description();

  @Test
  void everyOperationSaysWhatItDoesAndHowItFails() {
    List<String> operations = new ArrayList<>();
    description
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> {
                      operations.add(operation.path("operationId").asString());
                      assertThat(operation.path("summary").asString()).as(path).endsWith(".");
                      assertThat(
                              operation.path("responses").path("default").path("$ref").asString())
                          .as(path)
                          .isEqualTo("#/components/responses/Error");
                    }));

    assertThat(operations).hasSizeGreaterThan(50).doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = description.findValuesAsString("$ref").stream().distinct().toList();

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(description.at(reference.substring(1)).isObject())
                    .as(reference)
                    .isTrue());
  }

  private static JsonNode description() {
    try (InputStream in = Shapes.class.getResourceAsStream(Shapes.DESCRIPTION)) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
