package dev.gatehouse.standalone;

import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Brings a file with people, apps and entitlements into a running Gatehouse. */
final class ImportFile {
  private final ApiClient api;
  private final BackingServers.Directory directory;

  ImportFile(ApiClient api, BackingServers.Directory directory) {
    this.api = api;
    this.directory = directory;
  }

  /** The API's answer: counts, refusals, and the ids that the file's references became. */
  JsonNode run(Path file, boolean dryRun, String token) {
    String yaml =
        text(file)
            .replace("${directory.url}", directory.url())
            .replace("${directory.passwordFile}", directory.passwordFile().toString());
    return api.postYaml("/gatehouse/v1/import" + (dryRun ? "?dryRun=true" : ""), token, yaml)
        .expectOk("to import " + file);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ServerException("Expected to read %s, but %s.".formatted(file, e), e);
    }
  }

  static String counts(JsonNode answer) {
    return "%d created, %d updated, %d unchanged"
        .formatted(
            answer.path("created").asInt(0),
            answer.path("updated").asInt(0),
            answer.path("unchanged").asInt(0));
  }

  /** Tells what happened; true if nothing was refused. */
  static boolean report(JsonNode answer, Console console) {
    console.say(counts(answer));
    JsonNode refused = answer.path("refused");
    refused.forEach(
        each ->
            console.say(
                "refused: "
                    + each.path("path").asString()
                    + ": "
                    + each.path("reason").asString()));
    return refused.isEmpty();
  }
}
