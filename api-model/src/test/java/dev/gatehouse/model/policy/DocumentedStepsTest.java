package dev.gatehouse.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;

/** The policies and steps that the documentation shows are taken as they stand there. */
class DocumentedStepsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("gatehouse.project.root"), "docs", "policies.md");
  private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

  static List<JsonNode> examples() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(block -> documents(block.group(1)))
        .toList();
  }

  private static Stream<JsonNode> documents(String text) {
    try (MappingIterator<JsonNode> all = Json.mapper().readerFor(JsonNode.class).readValues(text)) {
      return all.readAll().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isTakenAsItStands(JsonNode example) {
    if (example.has("policySteps")) {
      ObjectNode policy = Shapes.api().message("c1.api.policy.v1.Policy").read(example);
      assertThat(PolicyReader.read(policy).baseline()).isNotEmpty();
    } else {
      MessageShape shape = Shapes.api().message("c1.api.policy.v1.PolicyStep");
      PolicyStep step = StepJson.read(shape.read(example), "step");
      ObjectNode written = shape.complete(StepJson.write(step));
      assertThat(StepJson.read(written, "step")).isEqualTo(step);
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(4);
  }
}
