package dev.gatehouse.entitlement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.model.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FieldMaskTest {
  private static final Set<String> MUTABLE = Set.of("displayName", "description", "annotations");

  private final ObjectNode stored =
      object("{'displayName': 'Wiki', 'description': 'old', 'appId': 'a'}");

  @Test
  void namedFieldsAreTakenAndOthersStay() {
    ObjectNode changed =
        mask("display_name").apply(stored, object("{'displayName': 'New'}"), MUTABLE);

    assertThat(changed)
        .isEqualTo(object("{'displayName': 'New', 'description': 'old', 'appId': 'a'}"));
  }

  @Test
  void aNamedFieldThatIsNotGivenIsCleared() {
    ObjectNode changed = mask("description").apply(stored, Json.object(), MUTABLE);

    assertThat(changed).isEqualTo(object("{'displayName': 'Wiki', 'appId': 'a'}"));
  }

  @Test
  void anEmptyMaskReplacesWhateverCanBeChanged() {
    ObjectNode changed = mask("").apply(stored, object("{'displayName': 'New'}"), MUTABLE);

    assertThat(changed).isEqualTo(object("{'displayName': 'New', 'appId': 'a'}"));
  }

  @Test
  void aPathIntoAFieldStandsForTheField() {
    ObjectNode changed =
        mask("annotations.team").apply(stored, object("{'annotations': {'team': 'x'}}"), MUTABLE);

    assertThat(changed.path("annotations").path("team").asString()).isEqualTo("x");
  }

  @Test
  void fieldsThatCannotBeChangedAreRefused() {
    assertThatThrownBy(() -> mask("appId").apply(stored, Json.object(), MUTABLE))
        .hasMessage(
            "Expected updateMask to name fields that can be changed, but \"appId\" cannot.");
  }

  private static FieldMask mask(String text) {
    return FieldMask.of(Json.object().put("updateMask", text));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
  }
}
