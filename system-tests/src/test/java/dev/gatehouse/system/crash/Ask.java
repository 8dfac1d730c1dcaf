package dev.gatehouse.system.crash;

import dev.gatehouse.core.id.DerivedId;

/**
 * Something that a client wants, under a key: whoever repeats it wants the same thing. The ids that
 * it leads to follow from the key, so that the client knows them before there is any answer.
 *
 * @param kind for the report, such as {@code approve}
 * @param task the task that it makes or is about
 * @param command the id of its command
 */
record Ask(
    String kind, String task, String command, String path, String token, String body, String key) {
  private static final String CREATE = "/api/v1/task/";

  /** A new task. */
  static Ask create(String kind, Who who, Object body, String key) {
    String path = CREATE + kind;
    return new Ask(
        kind,
        id("task", who, path, key),
        id("command", who, path, key),
        path,
        who.token(),
        body.toString(),
        key);
  }

  /** An action on a task. */
  static Ask act(String kind, String task, Who who, Object body, String key) {
    String path = "/api/v1/tasks/" + task + "/action/" + kind;
    return new Ask(
        kind, task, id("command", who, path, key), path, who.token(), body.toString(), key);
  }

  /** A caller. */
  record Who(String userId, String token) {}

  boolean creates() {
    return path.startsWith(CREATE);
  }

  private static String id(String what, Who who, String path, String key) {
    return DerivedId.of(what, "keyed", who.userId(), "POST", path, key);
  }
}
