package dev.gatehouse.api.events;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of an event of the stream: which version of which task. */
record EventId(TaskId taskId, long version) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Za-z_-]{1,64}):([0-9]{1,18})");

  /** Reads what a client names as {@code Last-Event-ID}. */
  static EventId parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected Last-Event-ID to be the id of an earlier event, but it was not.");
    }
    return new EventId(new TaskId(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return taskId + ":" + version;
  }
}
