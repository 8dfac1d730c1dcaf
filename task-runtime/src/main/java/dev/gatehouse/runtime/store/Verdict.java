package dev.gatehouse.runtime.store;

import dev.gatehouse.core.task.Reason;
import java.util.Map;

/** What came of a command, as it is remembered and told to whoever waits for it. */
public sealed interface Verdict {

  /** It was done, or was right already. */
  record Accepted() implements Verdict {}

  /** It was refused; the sentence says "Expected ..., but ...". */
  record Refused(Reason reason, String sentence, Map<String, String> details) implements Verdict {
    public Refused {
      details = Map.copyOf(details);
    }
  }

  /** The engine could not work on it, so that it waits in the dead-letter topic. */
  record DeadLettered(String sentence) implements Verdict {}
}
