package dev.gatehouse.core.id;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A share of all stored things, by the hash of their ids, so that several copies of a service do
 * not all look after the same ones. It spares work and nothing else: whatever two copies do for the
 * same thing is harmless.
 *
 * @param numbers the shards of this share
 * @param unmarked whether things belong to it that do not say what shard they are in, since an
 *     earlier version wrote them
 */
public record Shards(Set<Integer> numbers, boolean unmarked) {
  /** How many there are; stored numbers depend on it, so it never changes. */
  public static final int COUNT = 64;

  /** Everything. */
  public static final Shards ALL = of(Set.of(0), 1);

  /** Nothing. */
  public static final Shards NONE = of(Set.of(), 1);

  public Shards {
    numbers = Set.copyOf(numbers);
  }

  /** The shard of whatever has this id. */
  public static int of(Id id) {
    return of(id.value());
  }

  /** The shard of whatever has this id. */
  public static int of(String id) {
    int hash = id.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), COUNT);
  }

  /** The share of whoever has these of {@code all} places; all places together have everything. */
  public static Shards of(Collection<Integer> places, int all) {
    Set<Integer> numbers = new TreeSet<>();
    for (int shard = 0; shard < COUNT; shard++) {
      if (places.contains(shard % all)) {
        numbers.add(shard);
      }
    }
    return new Shards(numbers, places.contains(0));
  }

  public boolean isAll() {
    return unmarked && numbers.size() == COUNT;
  }

  public boolean isNone() {
    return !unmarked && numbers.isEmpty();
  }
}
