package dev.gatehouse.system.catalog;

import static dev.gatehouse.system.catalog.CatalogService.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ITImport {
  @TempDir private static Path folder;
  private static CatalogService catalog;

  @BeforeAll
  static void start() {
    catalog = CatalogService.start(folder);
  }

  @AfterAll
  static void stop() {
    catalog.close();
  }

  @Test
  void aSecondImportChangesOnlyWhatDiffers() {
    String file =
        """
        source: repeat
        users: [{id: ann, email: ann@repeat.example, displayName: Ann}]
        apps:
        - id: wiki
          owners: [ann]
          appUsers: [{id: wiki-ann, user: ann}]
          entitlements: [{id: editors, alias: repeat-editors, grants: [{appUser: wiki-ann}]}]
        """;

    JsonNode first = imported(file);
    JsonNode second = imported(file);
    JsonNode third = imported(file.replace("displayName: Ann", "displayName: Anne"));

    assertThat(counts(first)).isEqualTo("5 0 0");
    assertThat(counts(second)).isEqualTo("0 0 5");
    assertThat(counts(third)).isEqualTo("0 1 4");
    assertThat(third.path("ids")).isEqualTo(first.path("ids"));
    assertThat(
            catalog
                .send(ADMIN, "GET", "/api/v1/users/" + third.at("/ids/user~1ann").asString(), "")
                .body()
                .at("/userView/user/displayName")
                .asString())
        .isEqualTo("Anne");
  }

  @Test
  void whatDependsOnARefusedObjectIsRefusedToo() {
    JsonNode answer =
        imported(
            """
            source: refused
            users:
            - {id: ann, email: ann@refused.example, status: ASLEEP}
            - {id: bob, email: bob@refused.example, managers: [zed]}
            - {id: cy, email: cy@refused.example}
            apps:
            - id: wiki
              owners: [ann]
              entitlements: [{id: editors}]
            - {id: blog, owners: [cy]}
            """);

    assertThat(
            answer
                .path("refused")
                .valueStream()
                .map(each -> each.path("path").asString() + ": " + each.path("reason").asString()))
        .containsExactly(
            "apps[0]: Expected what it depends on, but users[0] was refused.",
            "apps[0].entitlements[0]: Expected what it depends on, but apps[0] was refused.",
            "users[0]: Expected status to be one of UNKNOWN, ENABLED, DISABLED, DELETED, but it was"
                + " \"ASLEEP\".",
            "users[1]: Expected managers to name a user, but there is no \"zed\".");
    assertThat(counts(answer)).isEqualTo("2 0 0");
    assertThat(answer.path("ids").propertyNames()).containsExactly("app/blog", "user/cy");
  }

  @Test
  void aDryRunTellsAndWritesNothing() {
    String file =
        """
        source: dry
        users: [{id: ann, email: ann@dry.example}]
        """;

    JsonNode told =
        catalog
            .send(ADMIN, "POST", "/gatehouse/v1/import?dryRun=true", "application/yaml", file)
            .as("gatehouse.v1.ImportResponse");

    assertThat(counts(told)).isEqualTo("1 0 0");
    assertThat(counts(imported(file))).isEqualTo("1 0 0");
  }

  @Test
  void anAddressThatSomebodyHasIsRefused() {
    imported("source: taken\nusers: [{id: ann, email: same@taken.example}]\n");

    JsonNode answer = imported("source: other\nusers: [{id: eve, email: SAME@taken.example}]\n");

    assertThat(answer.at("/refused/0/reason").asString())
        .startsWith("Expected email to be unique, but \"same@taken.example\"");
  }

  @Test
  void laterFilesNameWhatEarlierOnesBrought() {
    imported("source: split\nusers: [{id: ann, email: ann@split.example}]\n");

    JsonNode answer = imported("source: split\napps: [{id: wiki, owners: [ann]}]\n");

    assertThat(answer.path("refused").isEmpty()).as(answer.toString()).isTrue();
  }

  @Test
  void onlySuperAdminsImport() {
    imported("source: roles\nusers: [{id: ann, email: ann@roles.example}]\n");

    assertThat(catalog.importFile("ann@roles.example", "source: x").refusal())
        .startsWith("403 7 Expected a role with the permission IMPORT");
  }

  @Test
  void aFileThatCannotBeReadIsRefused() {
    assertThat(catalog.importFile(ADMIN, "a: [1").refusal())
        .startsWith("400 3 Expected a file of YAML or JSON, but it could not be read at line");
    assertThat(catalog.importFile(ADMIN, "users: []").refusal())
        .startsWith("400 3 Expected source");
  }

  private static JsonNode imported(String yaml) {
    return catalog.importFile(ADMIN, yaml).as("gatehouse.v1.ImportResponse");
  }

  private static String counts(JsonNode answer) {
    return "%d %d %d"
        .formatted(
            answer.path("created").asInt(),
            answer.path("updated").asInt(),
            answer.path("unchanged").asInt());
  }
}
