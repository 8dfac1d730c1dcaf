package dev.gatehouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void theIdsOfTaskAndCurrentStepAreFoundAmongOthers() {
    String json =
        """
        {"expanded":[{"id":"x","task":{"id":"y"}}],
         "taskView":{"id":"z","task":{"policy":{"history":[{"id":"old"}],
           "current":{"approval":{"id":"inner","users":["a"]},"id":"step-1"},"next":[]},
           "numericId":"7","id":"task-1"}}}
        """;

    assertThat(answer(json).created()).isEqualTo(new Answer.Created("task-1", "step-1"));
  }

  @Test
  void aTaskWithoutAStepHasNone() {
    String json = "{\"taskView\":{\"task\":{\"id\":\"task-1\",\"policy\":{\"current\":null}}}}";

    assertThat(answer(json).created()).isEqualTo(new Answer.Created("task-1", ""));
  }

  private static Answer answer(String json) {
    return new Answer(200, json.getBytes(StandardCharsets.UTF_8), false);
  }
}
