package dev.gatehouse.model.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
  @ParameterizedTest
  @CsvSource({"0, 25", "1, 10", "9, 10", "10, 10", "50, 50", "100, 100", "101, 100", "-5, 10"})
  void sizesAreBroughtIntoBounds(int asked, int given) {
    assertThat(Paging.of(asked, "").size()).isEqualTo(given);
  }

  @Test
  void aPageIsReadFromAMessageAndFromAQuery() {
    String token = PageToken.of("2026-01-31T12:00:00Z", "2abc").encode();

    assertThat(Paging.ofMessage(Json.object().put("pageSize", 50).put("pageToken", token)))
        .isEqualTo(Paging.ofQuery("50", token));
    assertThat(Paging.ofQuery(null, null)).isEqualTo(Paging.of(0, null));
  }

  @Test
  void aTokenNamesTheLastRowAndIsTheSameEachTime() {
    PageToken token = PageToken.of("Zoë \"x\"", "2abc");

    assertThat(token.encode()).isEqualTo(token.encode()).matches("[A-Za-z0-9_-]+");
    assertThat(PageToken.decode(token.encode(), 2)).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "????", "MQ", "eyJhIjoxfQ", "MTAwMDAwMDAwWyJhIl0"})
  void aTokenThatIsNotOursIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void aTokenThatWasChangedIsRefused() {
    String token = PageToken.of("a").encode();
    String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    assertRefused(
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(plain.replace("\"a\"", "\"b\"").getBytes(StandardCharsets.UTF_8)));
    assertRefused("A".repeat(100_000));
  }

  @Test
  void aTokenOfAnotherSearchIsRefused() {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> PageToken.decode(PageToken.of("a", "b").encode(), 1));

    assertThat(refused.error().code()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void aSizeThatIsNoNumberIsRefused() {
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> Paging.ofQuery("many", null));

    assertThat(refused).hasMessage("Expected page_size to be a whole number, but it was \"many\".");
  }

  private static void assertRefused(String token) {
    ApiException refused = catchThrowableOfType(ApiException.class, () -> Paging.of(0, token));

    assertThat(refused.error().code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused)
        .hasMessage(
            "Expected pageToken to be the nextPageToken of an earlier answer, but it was not.");
  }
}
