package dev.gatehouse.standalone;

import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.servers.ServerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The people of the installation, and tokens for them. */
final class People {
  private static final Duration LIFETIME = Duration.ofHours(12);

  /** More are not written to the file; {@code gatehouse token} serves the others. */
  private static final int MOST = 200;

  private static final String FIRST_ADMINISTRATOR = "admin@localhost";

  private final ApiClient api;
  private final BuiltInIssuer issuer;

  People(ApiClient api, BuiltInIssuer issuer) {
    this.api = api;
    this.issuer = issuer;
  }

  /** A token for somebody who is known by id or email address. */
  String tokenFor(String subject) {
    return issuer.mint(subject, LIFETIME);
  }

  /**
   * A token of somebody who may do everything: a Super Admin of the last run, or the one that every
   * new installation has.
   */
  String adminToken(List<Credentials.Person> known) {
    return Stream.concat(
            known.stream()
                .filter(person -> person.roles().contains(Credentials.SUPER_ADMIN))
                .map(Credentials.Person::id),
            Stream.of(FIRST_ADMINISTRATOR))
        .map(this::tokenFor)
        .filter(token -> api.get("/api/v1/auth/introspect", token).ok())
        .findFirst()
        .orElseThrow(
            () ->
                new ServerException(
                    "Expected a Super Admin who may sign in, but none of those known from before"
                        + " may."));
  }

  /** The first people who may sign in, each with a fresh token. */
  List<Credentials.Person> all(String adminToken) {
    List<Credentials.Person> people = new ArrayList<>();
    String page = "";
    do {
      JsonNode answer =
          api.get("/api/v1/users?page_size=100&page_token=" + encoded(page), adminToken)
              .expectOk("the list of people");
      answer.path("list").forEach(view -> person(view).ifPresent(people::add));
      page = answer.path("nextPageToken").asString("");
    } while (!page.isEmpty() && people.size() < MOST);
    return people;
  }

  /** The id of the person with this address. */
  Optional<String> idOf(String email, String adminToken) {
    JsonNode answer =
        api.post("/api/v1/search/users", adminToken, Json.object().put("email", email))
            .expectOk("to find " + email);
    for (JsonNode view : answer.path("list")) {
      if (view.path("user").path("email").asString("").equalsIgnoreCase(email)) {
        return Optional.of(view.path("user").path("id").asString());
      }
    }
    return Optional.empty();
  }

  private Optional<Credentials.Person> person(JsonNode view) {
    JsonNode user = view.path("user");
    if (!user.path("status").asString("").equals("ENABLED")) {
      return Optional.empty();
    }
    String id = user.path("id").asString();
    List<String> roles = new ArrayList<>();
    user.path("roleIds").forEach(role -> roles.add(role.asString()));
    return Optional.of(
        new Credentials.Person(
            id,
            user.path("email").asString(""),
            user.path("displayName").asString(""),
            roles,
            tokenFor(id)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
