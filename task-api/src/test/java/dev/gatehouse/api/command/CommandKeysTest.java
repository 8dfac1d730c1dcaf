package dev.gatehouse.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.rest.http.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

class CommandKeysTest {
  private static final UserId ANN = new UserId("ann");

  private static ServerRequest request(String... keys) {
    MockServerRequest.Builder request = MockServerRequest.builder().method(HttpMethod.POST);
    for (String key : keys) {
      request.header(IdempotencyKey.HEADER, key);
    }
    return request.build();
  }

  @Test
  void aRepeatGetsTheSameIds() {
    CommandKeys first = CommandKeys.of(ANN, request("k"), "/api/v1/task/grant");
    CommandKeys second = CommandKeys.of(ANN, request("k"), "/api/v1/task/grant");

    assertThat(second.taskId()).isEqualTo(first.taskId());
    assertThat(second.commandId()).isEqualTo(first.commandId());
    assertThat(first.taskId().value()).hasSize(27).isNotEqualTo(first.commandId().value());
  }

  @Test
  void callerAndRouteAndKeyCount() {
    CommandKeys first = CommandKeys.of(ANN, request("k"), "/a");

    assertThat(CommandKeys.of(new UserId("bob"), request("k"), "/a").commandId())
        .isNotEqualTo(first.commandId());
    assertThat(CommandKeys.of(ANN, request("k"), "/b").commandId()).isNotEqualTo(first.commandId());
    assertThat(CommandKeys.of(ANN, request("l"), "/a").commandId()).isNotEqualTo(first.commandId());
  }

  @Test
  void withoutAKeyEveryRequestIsNew() {
    assertThat(CommandKeys.of(ANN, request(), "/a").taskId())
        .isNotEqualTo(CommandKeys.of(ANN, request(), "/a").taskId());
  }

  @Test
  void keysThatAreNoneAreRefused() {
    for (ServerRequest request :
        new ServerRequest[] {request(" "), request("x".repeat(256)), request("a", "b")}) {
      assertThatThrownBy(() -> CommandKeys.of(ANN, request, "/a"))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("Expected one Idempotency-Key");
    }
  }
}
