package dev.gatehouse.standalone;

import dev.gatehouse.model.Json;
import dev.gatehouse.servers.ServerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What waits for an operator in the Gatehouse that runs. */
final class HeldTasks {
  private static final int UNAVAILABLE = 503;

  /** Each waits for its outcome by itself, ten seconds unless the gateway is set otherwise. */
  private static final int REPEATS = 5;

  private final ApiClient api;
  private final String token;

  /**
   * Asks nothing yet.
   *
   * @param token of a Super Admin
   */
  HeldTasks(ApiClient api, String token) {
    this.api = api;
    this.token = token;
  }

  /**
   * A held task.
   *
   * @param why what holds it: one sentence, or two where it is parked and stuck
   */
  private record Held(String id, String number, String name, String why, String since) {
    static Held of(JsonNode row) {
      String why =
          Stream.of("parkedReason", "stuckReason")
              .map(field -> row.path(field).asString(""))
              .filter(reason -> !reason.isEmpty())
              .collect(Collectors.joining(" "));
      return new Held(
          row.path("taskId").asString(),
          row.path("numericId").asString(""),
          row.path("displayName").asString(""),
          why,
          row.path("heldSince").asString(""));
    }

    boolean is(String task) {
      return id.equals(task) || number.equals(task);
    }
  }

  /** Lists them all. */
  void list(Console console) {
    List<Held> all = all();
    for (Held held : all) {
      console.say("%s  #%s %s".formatted(held.id(), held.number(), held.name()));
      console.say("  since %s: %s".formatted(held.since(), held.why()));
    }
    if (all.isEmpty()) {
      console.say("No task is held.");
    }
  }

  /**
   * Lets this one go on, or all of them.
   *
   * @param task its id or number; null for all
   */
  void resume(@Nullable String task, Console console) {
    List<Held> chosen = all().stream().filter(held -> task == null || held.is(task)).toList();
    if (task != null && chosen.isEmpty()) {
      throw new ServerException(
          "Expected a task that is held, but %s is not; gatehouse held lists them."
              .formatted(task));
    }
    for (Held held : chosen) {
      resume(held).expectOk("to resume " + held.id());
      console.say("%s  #%s %s goes on.".formatted(held.id(), held.number(), held.name()));
    }
    if (chosen.isEmpty()) {
      console.say("No task is held.");
    }
  }

  /** What holds a task up may hold up the command too, and a repeat does no harm. */
  private ApiClient.Answer resume(Held held) {
    String path = "/gatehouse/v1/tasks/" + held.id() + "/resume";
    ApiClient.Answer answer = api.post(path, token, Json.object());
    for (int repeats = 0; answer.status() == UNAVAILABLE && repeats < REPEATS; repeats++) {
      answer = api.post(path, token, Json.object());
    }
    return answer;
  }

  private List<Held> all() {
    List<Held> all = new ArrayList<>();
    String page = "";
    do {
      JsonNode answer =
          api.get("/gatehouse/v1/tasks/held?page_size=100&page_token=" + encoded(page), token)
              .expectOk("the list of held tasks");
      answer.path("list").forEach(row -> all.add(Held.of(row)));
      page = answer.path("nextPageToken").asString("");
    } while (!page.isEmpty());
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
