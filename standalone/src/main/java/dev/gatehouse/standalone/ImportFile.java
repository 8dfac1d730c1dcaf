package dev.gatehouse.standalone;

import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A file with people, apps and entitlements that is brought into a running Gatehouse. */
final class ImportFile {
  private final Path file;
  private final String text;

  private ImportFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Reads the file; fails with a sentence if that cannot be done. */
  static ImportFile read(Path file) {
    try {
      return new ImportFile(file, Files.readString(file));
    } catch (IOException e) {
      throw new ServerException(
          "Expected to read %s, but %s.".formatted(file, Reason.of(e, file)), e);
    }
  }

  /**
   * The API's answer: counts, refusals, and the ids that the file's references became.
   *
   * @param directory the sample directory, which the file may mean without knowing its address
   */
  JsonNode send(ApiClient api, BackingServers.Directory directory, boolean dryRun, String token) {
    String yaml =
        text.replace("${directory.url}", directory.url())
            .replace("${directory.passwordFile}", directory.passwordFile().toString());
    return api.postYaml("/gatehouse/v1/import" + (dryRun ? "?dryRun=true" : ""), token, yaml)
        .expectOk("to import " + file);
  }

  static String counts(JsonNode answer, boolean dryRun) {
    return (dryRun
            ? "Dry run: %d would be created, %d updated, %d unchanged"
            : "%d created, %d updated, %d unchanged")
        .formatted(
            answer.path("created").asInt(0),
            answer.path("updated").asInt(0),
            answer.path("unchanged").asInt(0));
  }

  /** Tells what happened; true if nothing was refused. */
  static boolean report(JsonNode answer, boolean dryRun, Console console) {
    console.say(counts(answer, dryRun));
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
