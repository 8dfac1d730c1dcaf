package dev.gatehouse.api.command;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The ids that a request gives to what it makes. With an {@code Idempotency-Key} they follow from
 * caller, method, route and key, so that a repeat meets its own first run; else they are new.
 */
public final class CommandKeys {
  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;

  private final String[] parts;

  private CommandKeys(String... parts) {
    this.parts = parts;
  }

  /**
   * The keys of a request.
   *
   * @param route the address without anything that two repeats could spell differently
   */
  public static CommandKeys of(UserId caller, ServerRequest request, String route) {
    List<String> given = request.headers().header(HEADER);
    if (given.isEmpty()) {
      return new CommandKeys("fresh", UUID.randomUUID().toString());
    }
    String key = given.getFirst();
    if (given.size() > 1 || key.isBlank() || key.length() > LONGEST) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected one Idempotency-Key of 1 to 255 characters, but it was not.");
    }
    return new CommandKeys("keyed", caller.value(), request.method().name(), route, key);
  }

  /** The id of a task that the request creates. */
  public TaskId taskId() {
    return new TaskId(derived("task"));
  }

  /** The id of the request's command. */
  public CommandId commandId() {
    return new CommandId(derived("command"));
  }

  private String derived(String what) {
    String[] all = new String[parts.length + 1];
    all[0] = what;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return DerivedId.of(all);
  }
}
