package dev.gatehouse.runtime.timer;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.DueTask;
import dev.gatehouse.runtime.store.TaskStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which tasks were told that their time has come, and when. A task that has moved since is not due
 * at the same time any more, so it is forgotten when a look at what is due does not find it there.
 */
final class ToldTasks {
  private final NavigableMap<Place, Instant> told = new TreeMap<>();

  /** Where a task stands in the order in which tasks are told. */
  record Place(Instant at, TaskId task) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at).thenComparing(place -> place.task().value());

    static Place of(DueTask due) {
      return new Place(due.at(), due.task().id());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Takes in what is due.
   *
   * @param due the oldest ones, in their order
   * @param all whether no others are due
   */
  void compare(Collection<Place> due, boolean all) {
    if (all) {
      told.keySet().retainAll(Set.copyOf(due));
    } else if (!due.isEmpty()) {
      Place last = due.stream().max(Comparator.naturalOrder()).orElseThrow();
      told.headMap(last, true).keySet().retainAll(Set.copyOf(due));
    }
  }

  /** Whether this one was told so long ago that it is to be told once more. */
  boolean isOverdue(Place place, Instant now) {
    Instant when = told.get(place);
    return when != null && !now.isBefore(when.plus(TaskStore.IDLE));
  }

  boolean contains(Place place) {
    return told.containsKey(place);
  }

  void add(Place place, Instant now) {
    told.put(place, now);
  }

  int count() {
    return told.size();
  }

  void clear() {
    told.clear();
  }
}
