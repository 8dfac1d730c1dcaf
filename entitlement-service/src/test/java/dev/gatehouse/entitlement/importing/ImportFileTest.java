package dev.gatehouse.entitlement.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.entitlement.store.EntityKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImportFileTest {
  @Test
  void everyObjectHasItsPlace() {
    ImportFile file =
        read(
            """
            source: s
            apps:
            - id: wiki
              appUsers: [{id: wiki-ann}]
              resourceTypes: [{id: group, resources: [{id: eds}]}]
              entitlements: [{id: editors, grants: [{appUser: wiki-ann}]}]
            """);

    assertThat(file.drafts())
        .extracting(Draft::path)
        .containsExactly(
            "apps[0]",
            "apps[0].resourceTypes[0]",
            "apps[0].resourceTypes[0].resources[0]",
            "apps[0].appUsers[0]",
            "apps[0].entitlements[0]");
    assertThat(file.grants())
        .extracting(GrantDraft::path)
        .containsExactly("apps[0].entitlements[0].grants[0]");
  }

  @Test
  void jsonIsReadToo() {
    ImportFile file = read("{\"source\": \"s\", \"users\": [{\"id\": 7}]}");

    assertThat(file.find(EntityKind.USER, "7")).isNotNull();
  }

  @Test
  void linesWithoutAnIdAndRepeatedOnesAreRefused() {
    ImportFile file =
        read(
            """
            source: s
            users: [{id: ann}, {email: x@example.com}, {id: ann}, just text]
            apps: nothing
            """);

    assertThat(file.drafts()).hasSize(1);
    assertThat(file.unreadable())
        .containsExactly(
            new ImportFile.Refusal("users[1]", "Expected id to be set, but it was not."),
            new ImportFile.Refusal(
                "users[2]", "Expected id to be unique, but \"ann\" stands at users[0] too."),
            new ImportFile.Refusal("users[3]", "Expected an object, but it was something else."),
            new ImportFile.Refusal("apps", "Expected a list, but it was something else."));
  }

  @Test
  void theSameReferenceOfTheSameSourceHasTheSameId() {
    assertThat(Draft.id("s", EntityKind.USER, "ann"))
        .isEqualTo(Draft.id("s", EntityKind.USER, "ann"))
        .isNotEqualTo(Draft.id("t", EntityKind.USER, "ann"))
        .isNotEqualTo(Draft.id("s", EntityKind.APP, "ann"))
        .hasSize(27);
  }

  @Test
  void aFileWithoutASourceIsRefused() {
    assertThatThrownBy(() -> read("users: []"))
        .hasMessage(
            "Expected source to name where the file's references belong, but it was not set.");
  }

  @Test
  void whatIsNeitherYamlNorJsonIsRefused() {
    assertThatThrownBy(() -> read("a: [1"))
        .hasMessageStartingWith("Expected a file of YAML or JSON, but it could not be read at");
  }

  private static ImportFile read(String text) {
    return ImportFile.of(ImportText.read(text.getBytes(StandardCharsets.UTF_8)));
  }
}
