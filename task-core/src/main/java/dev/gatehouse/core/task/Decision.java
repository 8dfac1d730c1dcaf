package dev.gatehouse.core.task;

import dev.gatehouse.core.facts.Query;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What comes of a command. */
public sealed interface Decision {

  /** It is done; without changes it was right but nothing had to happen. */
  record Accepted(List<Change> changes, List<FollowUp> followUps) implements Decision {
    public Accepted {
      changes = List.copyOf(changes);
      followUps = List.copyOf(followUps);
    }
  }

  /**
   * It is refused.
   *
   * @param sentence "Expected ..., but ..."
   * @param details further facts for a program, such as the id of the task in the way
   */
  record Rejected(Reason reason, String sentence, Map<String, String> details) implements Decision {
    public Rejected {
      details = Map.copyOf(details);
    }

    public static Rejected of(Reason reason, String sentence) {
      return new Rejected(reason, sentence, Map.of());
    }
  }

  /** It cannot be decided before these are answered. */
  record Needs(Set<Query<?>> queries) implements Decision {
    public Needs {
      queries = Set.copyOf(queries);
    }
  }
}
