package dev.gatehouse.api.command;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.rest.http.IdempotencyKey;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The ids that a request gives to what it makes. With an {@code Idempotency-Key} they follow from
 * caller, method, route and key, so that a repeat meets its own first run; else they are new.
 */
public final class CommandKeys {
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
    return IdempotencyKey.of(request)
        .map(key -> new CommandKeys("keyed", caller.value(), request.method().name(), route, key))
        .orElseGet(() -> new CommandKeys("fresh", UUID.randomUUID().toString()));
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
