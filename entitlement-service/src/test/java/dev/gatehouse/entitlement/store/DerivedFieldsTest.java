package dev.gatehouse.entitlement.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DerivedFieldsTest {
  @Test
  void wordsAreLowerCasedAndSplitAtAnythingElse() {
    assertThat(DerivedFields.wordsOf("Wiki-Editors (Größe 2)"))
        .containsExactlyInAnyOrder("wiki", "editors", "größe", "2");
  }

  @Test
  void aLiveEntitlementHoldsItsAliasAndADeletedOneFreesIt() {
    ObjectNode fields = Json.object().put("displayName", "Editors").put("alias", "wiki-editors");

    DerivedFields.set(EntityKind.ENTITLEMENT, fields);
    assertThat(fields.path(Hidden.ALIAS_KEY).asString("")).isEqualTo("wiki-editors");

    fields.put("deletedAt", "2026-01-01T00:00:00Z");
    DerivedFields.set(EntityKind.ENTITLEMENT, fields);
    assertThat(fields.has(Hidden.ALIAS_KEY)).isFalse();
  }

  @Test
  void addressesAreUniqueWhateverTheirCase() {
    ObjectNode fields = Json.object().put("email", "Ann@Example.com");

    DerivedFields.set(EntityKind.USER, fields);

    assertThat(fields.path(Hidden.EMAIL_KEY).asString("")).isEqualTo("ann@example.com");
  }
}
