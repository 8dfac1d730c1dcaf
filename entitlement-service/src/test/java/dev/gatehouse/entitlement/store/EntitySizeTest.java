package dev.gatehouse.entitlement.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import org.junit.jupiter.api.Test;

class EntitySizeTest {
  @Test
  void whatFitsIntoAnEventMayBeStored() {
    assertThatCode(
            () ->
                EntitySize.check(
                    EntityKind.APP, Json.object().put("description", "x".repeat(500 * 1024))))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsTooLargeForAnEventIsRefusedWhenItIsWritten() {
    assertThatThrownBy(
            () ->
                EntitySize.check(
                    EntityKind.APP, Json.object().put("description", "x".repeat(512 * 1024))))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("Expected an app of at most 524288 bytes, but it would have");
  }
}
