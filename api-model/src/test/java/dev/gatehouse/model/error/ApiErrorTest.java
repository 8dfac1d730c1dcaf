package dev.gatehouse.model.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorTest {
  @Test
  void anErrorIsAStatus() {
    ApiError error =
        new ApiError(
            Code.ALREADY_EXISTS,
            "Expected no open request, but there is one.",
            List.of(Json.object().put("@type", "type.example/Task").put("id", "2abc")));

    assertThat(error.toJson().toString())
        .isEqualTo(
            "{\"code\":6,\"message\":\"Expected no open request, but there is one.\","
                + "\"details\":[{\"@type\":\"type.example/Task\",\"id\":\"2abc\"}]}");
    assertThat(ApiError.fromJson(error.toJson())).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, 3, 400",
    "UNAUTHENTICATED, 16, 401",
    "PERMISSION_DENIED, 7, 403",
    "NOT_FOUND, 5, 404",
    "ALREADY_EXISTS, 6, 409",
    "FAILED_PRECONDITION, 9, 400",
    "ABORTED, 10, 409",
    "RESOURCE_EXHAUSTED, 8, 429",
    "INTERNAL, 13, 500",
    "UNAVAILABLE, 14, 503"
  })
  void codesGoWithTheirHttpStatus(Code code, int number, int httpStatus) {
    assertThat(code.number()).isEqualTo(number);
    assertThat(code.httpStatus()).isEqualTo(httpStatus);
    assertThat(Code.of(number)).isEqualTo(code);
  }
}
