package dev.gatehouse.schemas;

import java.util.List;

/** The topics. Their names are an interface for users. */
public final class Topics {
  public static final String TASK_COMMANDS = "task-commands";
  public static final String PROVISIONING_COMMANDS = "provisioning-commands";
  public static final String COMMAND_REPLIES = "command-replies";
  public static final String TASK_EVENTS = "task-events";
  public static final String GRANT_EVENTS = "grant-events";
  public static final String CATALOG_EVENTS = "catalog-events";

  /** All topics that carry Avro. */
  public static final List<String> ALL =
      List.of(
          TASK_COMMANDS,
          PROVISIONING_COMMANDS,
          COMMAND_REPLIES,
          TASK_EVENTS,
          GRANT_EVENTS,
          CATALOG_EVENTS);

  private Topics() {}

  /** Where a record goes that cannot be worked on: its raw bytes, with the reason in a header. */
  public static String deadLetter(String topic) {
    return topic + ".dlt";
  }

  /** The subject under which the registry keeps the schema of a topic's values. */
  public static String subject(String topic) {
    return topic + "-value";
  }
}
