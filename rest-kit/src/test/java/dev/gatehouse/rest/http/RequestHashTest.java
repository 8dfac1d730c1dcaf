package dev.gatehouse.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RequestHashTest {
  private static ObjectNode body(String json) {
    return (ObjectNode) Json.mapper().readTree(json);
  }

  @Test
  void orderAndMaskDoNotCount() {
    ObjectNode one = body("{\"a\": \"x\", \"b\": {\"c\": 1, \"d\": [1, 2]}}");
    ObjectNode two =
        body(
            "{\"b\": {\"d\": [1, 2], \"c\": 1}, \"expandMask\": {\"paths\": [\"*\"]}, \"a\":"
                + " \"x\"}");

    assertThat(RequestHash.of(two)).isEqualTo(RequestHash.of(one)).hasSize(64);
  }

  @Test
  void whatIsAskedForCounts() {
    assertThat(RequestHash.of(body("{\"a\": [1, 2]}")))
        .isNotEqualTo(RequestHash.of(body("{\"a\": [2, 1]}")));
  }

  @Test
  void theBodyIsLeftAsItWas() {
    ObjectNode body = body("{\"expandMask\": {}}");

    RequestHash.of(body);

    assertThat(body.has("expandMask")).isTrue();
  }
}
