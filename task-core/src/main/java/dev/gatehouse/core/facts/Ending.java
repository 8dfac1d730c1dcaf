package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.TaskId;
import java.time.Instant;

/**
 * Which of the reasons for an access end. The access itself goes only when no reason is left; who
 * asks for the access to go without naming an ending takes it whatever justifies it.
 */
public sealed interface Ending {

  /** What this request gave ends, since the request came to nothing. */
  record OfRequest(TaskId request) implements Ending {}

  /** Whatever was to last until then or less ends. */
  record ExpiredBy(Instant at) implements Ending {}
}
