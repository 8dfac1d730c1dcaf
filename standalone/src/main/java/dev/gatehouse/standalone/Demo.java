package dev.gatehouse.standalone;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.gatehouse.model.Json;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows one access request from end to end, over the same HTTP, Kafka and LDAP that everybody else
 * uses: Ann asks for a group, Bob approves, and Ann is in the group.
 */
final class Demo {
  private static final String GROUP = "cn=wiki-editors,ou=groups,dc=example,dc=com";
  private static final String BIND_DN = "cn=admin,dc=example,dc=com";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Installation installation;
  private final Path organisation;
  private final Console console;

  /**
   * A demo that has not run yet.
   *
   * @param organisation the file that is imported first
   */
  Demo(Installation installation, Path organisation, Console console) {
    this.installation = installation;
    this.organisation = organisation;
    this.console = console;
  }

  /** Runs it; true if Ann really has the access in the end. */
  boolean run() {
    console.say("");
    console.say("1. Import the sample organisation from " + organisation);
    JsonNode ids = importOrganisation();
    Credentials credentials = installation.writeCredentials();
    Credentials.Person ann = person(credentials, "ann@example.com");
    Credentials.Person bob = person(credentials, "bob@example.com");
    try (TaskTimeline timeline = new TaskTimeline(credentials.kafka(), credentials.registry())) {
      if (isMember()) {
        console.say("   Ann has the access from an earlier run: it is taken back first.");
        takeBack(ids, ann, bob, timeline);
      }
      console.say("");
      console.say("2. Members of " + GROUP + ", read over LDAP:");
      members().forEach(member -> console.say("     " + member));
      console.say("");
      console.say("3. Ann asks for it: POST /api/v1/task/grant");
      ObjectNode request = ask(ids, ann).put("grantDuration", "3600s");
      JsonNode task = send("/api/v1/task/grant", ann, request, "Ann's request to be taken");
      console.say(
          "     task " + task.path("numericId").asString() + ", " + task.path("id").asString());
      console.say("");
      console.say("4. Bob approves: POST /api/v1/tasks/{task_id}/action/approve");
      approve(task, bob);
      console.say("");
      console.say("5. What happened to the task, as the events arrive on Kafka:");
      timeline.follow(task.path("id").asString(), LIMIT, line -> console.say("     " + line));
    }
    console.say("");
    console.say("6. Members now:");
    members().forEach(member -> console.say("     " + member));
    boolean granted = isMember();
    console.say("");
    console.say(
        granted ? "Ann has the access." : "Expected Ann to have the access, but she has not.");
    return granted;
  }

  private JsonNode importOrganisation() {
    String admin = installation.adminToken();
    JsonNode answer =
        ImportFile.read(organisation)
            .send(installation.api(), installation.servers().directory(), false, admin);
    console.say("     " + ImportFile.counts(answer, false));
    if (!answer.path("refused").isEmpty()) {
      throw new ServerException(
          "Expected the sample organisation to be imported, but some of it was refused: "
              + answer.path("refused"));
    }
    return answer.path("ids");
  }

  private static Credentials.Person person(Credentials credentials, String email) {
    return credentials
        .withEmail(email)
        .orElseThrow(
            () -> new ServerException("Expected " + email + " in the directory, but is not."));
  }

  private static ObjectNode ask(JsonNode ids, Credentials.Person ann) {
    return Json.object()
        .put("appId", ids.path("app/wiki").asString())
        .put("appEntitlementId", ids.path("entitlement/editors").asString())
        .put("identityUserId", ann.id())
        .put("description", "I am to write the release notes.");
  }

  private JsonNode send(String path, Credentials.Person who, ObjectNode body, String what) {
    return installation
        .api()
        .post(path, who.token(), body)
        .expectOk(what)
        .path("taskView")
        .path("task");
  }

  private void approve(JsonNode task, Credentials.Person bob) {
    ObjectNode approval =
        Json.object()
            .put("policyStepId", task.path("policy").path("current").path("id").asString())
            .put("comment", "Fine with me.");
    send(
        "/api/v1/tasks/" + task.path("id").asString() + "/action/approve",
        bob,
        approval,
        "Bob's approval to be taken");
  }

  private void takeBack(
      JsonNode ids, Credentials.Person ann, Credentials.Person bob, TaskTimeline timeline) {
    JsonNode task = send("/api/v1/task/revoke", ann, ask(ids, ann), "Ann to give it back");
    if (task.path("policy").path("current").has("approval")
        && !task.path("policy").path("current").path("approval").isNull()) {
      approve(task, bob);
    }
    timeline.follow(task.path("id").asString(), LIMIT, _ -> {});
  }

  private boolean isMember() {
    return members().stream().anyMatch(member -> member.startsWith("uid=ann,"));
  }

  private List<String> members() {
    BackingServers.Directory directory = installation.servers().directory();
    URI address = URI.create(directory.url());
    try (LDAPConnection connection =
        new LDAPConnection(
            address.getHost(),
            address.getPort(),
            BIND_DN,
            Files.readString(directory.passwordFile()).strip())) {
      SearchResultEntry group = connection.getEntry(GROUP, "member");
      return group == null
          ? List.of()
          : Stream.of(group.getAttributeValues("member"))
              .filter(member -> !member.equals(BIND_DN))
              .toList();
    } catch (LDAPException | IOException e) {
      throw new ServerException("Expected to read the group over LDAP, but " + e + ".", e);
    }
  }
}
