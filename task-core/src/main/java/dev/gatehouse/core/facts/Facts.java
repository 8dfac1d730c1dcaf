package dev.gatehouse.core.facts;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The answers that are known so far: an immutable memo. A decision that asks for something unknown
 * stops with {@link Unknown}, which its caller turns into a list of needs; once they are answered
 * the decision is made again from the start, which is cheap because it is pure.
 */
public final class Facts {
  public static final Facts NONE = new Facts(Map.of());

  private final Map<Query<?>, Object> answers;

  private Facts(Map<Query<?>, Object> answers) {
    this.answers = answers;
  }

  /** These facts and the answers to further questions. */
  public Facts with(Map<? extends Query<?>, ?> more) {
    Map<Query<?>, Object> all = new HashMap<>(answers);
    all.putAll(more);
    return new Facts(Map.copyOf(all));
  }

  /** Asks for several things at once, so that they are fetched in one round. */
  public void need(Query<?>... queries) {
    Set<Query<?>> missing = new LinkedHashSet<>();
    for (Query<?> query : queries) {
      if (!answers.containsKey(query)) {
        missing.add(query);
      }
    }
    if (!missing.isEmpty()) {
      throw new Unknown(missing);
    }
  }

  /** The answer to a question. */
  @SuppressWarnings("unchecked") // with() pairs each question with an answer of its own type
  public <A> A get(Query<A> query) {
    need(query);
    return (A) Objects.requireNonNull(answers.get(query));
  }

  /** Not an error: the decision needs these answers first. */
  public static final class Unknown extends RuntimeException {
    private final transient Set<Query<?>> queries;

    Unknown(Set<Query<?>> queries) {
      super(null, null, false, false);
      this.queries = Set.copyOf(queries);
    }

    /** Made only where somebody reads it, since most of these are thrown to be answered. */
    @Override
    public String getMessage() {
      return "The decision needs " + queries;
    }

    /** What is to be found out. */
    public Set<Query<?>> queries() {
      return queries;
    }
  }
}
