package dev.gatehouse.standalone;

import dev.gatehouse.model.Json;
import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client of this installation needs to know, as the file {@code credentials.json}:
 * addresses, and a token for each person.
 */
record Credentials(
    String baseUrl, String kafka, String registry, String mongodb, List<Person> users) {
  static final String SUPER_ADMIN = "SUPER_ADMIN";
  static final String FILE = "credentials.json";

  /** One person with a token that is good for some hours. */
  record Person(String id, String email, String displayName, List<String> roles, String token) {}

  /** Replaces the file; only its owner can read it. */
  void write(DataDirectory data) {
    ObjectNode json = Json.object();
    json.put("baseUrl", baseUrl);
    json.put("kafka", kafka);
    json.put("registry", registry);
    json.put("mongodb", mongodb);
    ArrayNode list = json.putArray("users");
    for (Person person : users) {
      ObjectNode each = list.addObject();
      each.put("id", person.id());
      each.put("email", person.email());
      each.put("displayName", person.displayName());
      ArrayNode roles = each.putArray("roles");
      person.roles().forEach(roles::add);
      each.put("token", person.token());
    }
    try {
      AtomicFile.writePrivate(data.resolve(FILE), json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new ServerException(
          "Expected to write %s, but %s."
              .formatted(data.resolve(FILE), Reason.of(e, data.resolve(FILE))),
          e);
    }
  }

  /** The file of the installation that runs, or last ran, on the directory. */
  static Credentials read(DataDirectory data) {
    Path file = data.resolve(FILE);
    try {
      JsonNode json = Json.mapper().readTree(Files.readString(file));
      List<Person> users = new ArrayList<>();
      json.path("users").forEach(each -> users.add(person(each)));
      return new Credentials(
          json.path("baseUrl").asString(),
          json.path("kafka").asString(),
          json.path("registry").asString(),
          json.path("mongodb").asString(),
          users);
    } catch (IOException | JacksonException e) {
      throw new ServerException(
          "Expected the addresses of a running Gatehouse in %s, but it cannot be read; gatehouse up writes it."
              .formatted(file),
          e);
    }
  }

  /** Those of the last run; nobody where there was none or its file is damaged. */
  static List<Person> known(DataDirectory data) {
    try {
      return Files.exists(data.resolve(FILE)) ? read(data).users() : List.of();
    } catch (ServerException e) {
      return List.of();
    }
  }

  private static Person person(JsonNode each) {
    List<String> roles = new ArrayList<>();
    each.path("roles").forEach(role -> roles.add(role.asString()));
    return new Person(
        each.path("id").asString(),
        each.path("email").asString(),
        each.path("displayName").asString(),
        roles,
        each.path("token").asString());
  }

  /** The same installation with these people. */
  Credentials withUsers(List<Person> people) {
    return new Credentials(baseUrl, kafka, registry, mongodb, people);
  }

  Optional<Person> withEmail(String email) {
    return users.stream().filter(person -> person.email().equalsIgnoreCase(email)).findFirst();
  }

  Optional<Person> superAdmin() {
    return users.stream().filter(person -> person.roles().contains(SUPER_ADMIN)).findFirst();
  }
}
