package dev.gatehouse.model.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tasks, commands and facts of the core's recorded decisions have the form in which they are
 * stored and sent, so that what is recorded is what a worker really has before it.
 */
class RecordedTasksTest {
  private static final Path RECORDED =
      Path.of("..", "task-core", "src", "test", "resources", "corpus", "decisions.jsonl");

  private final List<JsonNode> recorded = read();

  @Test
  void recordedTasksHaveTheFormOfStoredOnes() {
    List<ObjectNode> tasks = objects("task");
    assertThat(tasks).hasSizeGreaterThan(400);
    for (ObjectNode task : tasks) {
      assertThat(CoreJson.write(CoreJson.read(task, Task.class))).hasToString(task.toString());
    }
  }

  @Test
  void recordedCommandsHaveTheFormOfStoredOnes() {
    List<ObjectNode> commands = objects("command");
    assertThat(commands).hasSize(recorded.size());
    for (ObjectNode command : commands) {
      assertThat(CoreJson.write(CoreJson.read(command, Command.class)))
          .hasToString(command.toString());
    }
  }

  @Test
  void recordedFactsHaveTheFormInWhichTheyAreAnswered() {
    for (JsonNode each : recorded) {
      for (JsonNode fact : each.path("facts")) {
        Query<?> query = CoreJson.read(fact.path("query").asObject(), Query.class);
        if (query instanceof Query.OfCatalog<?> asked) {
          JsonNode answer = fact.has("answer") ? fact.get("answer") : NullNode.getInstance();
          assertThat(FactJson.write(FactJson.read(asked, answer))).hasToString(answer.toString());
        }
      }
    }
  }

  private List<ObjectNode> objects(String name) {
    return recorded.stream().filter(r -> r.has(name)).map(r -> r.get(name).asObject()).toList();
  }

  private static List<JsonNode> read() {
    try (Stream<String> lines = Files.lines(RECORDED)) {
      return lines.map(line -> CoreJson.mapper().readTree(line)).toList();
    } catch (IOException e) {
      throw new IllegalStateException("Expected to read " + RECORDED + ", but it failed.", e);
    }
  }
}
