package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.facts.CatalogFacts;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalogue with the answers that a test gives it; everything else is not there. */
public final class FixedCatalog implements CatalogFacts {
  private final Map<Query<?>, Object> answers = new HashMap<>();
  private final Set<Query<?>> refused = new HashSet<>();
  private volatile boolean down;
  private int calls;

  /** Gives an answer. */
  public <A> FixedCatalog with(Query.OfCatalog<A> query, A answer) {
    answers.put(query, answer);
    return this;
  }

  /** Gives an answer of a type that the question does not expect, as a bug would. */
  public FixedCatalog withNonsense(Query.OfCatalog<?> query) {
    answers.put(query, "nonsense");
    return this;
  }

  /** Never answers this question. */
  public FixedCatalog refusing(Query.OfCatalog<?> query) {
    refused.add(query);
    return this;
  }

  /** Whether it answers at all. */
  public void down(boolean value) {
    this.down = value;
  }

  public boolean isDown() {
    return down;
  }

  /** How often it was asked. */
  public int calls() {
    return calls;
  }

  @Override
  public Map<Query<?>, Object> answer(List<Query.OfCatalog<?>> queries) {
    if (down) {
      throw new DependencyDownException(
          "Expected the catalogue to answer, but it is down.", new IOException("down"));
    }
    calls++;
    Map<Query<?>, Object> found = new HashMap<>();
    for (Query.OfCatalog<?> query : queries) {
      if (!refused.contains(query)) {
        found.put(query, answers.getOrDefault(query, nothing(query)));
      }
    }
    return found;
  }

  private static Object nothing(Query.OfCatalog<?> query) {
    return switch (query) {
      case Query.FindEntitlement q -> Optional.empty();
      case Query.FindPerson q -> Optional.empty();
      case Query.FindAccount q -> Optional.empty();
      case Query.AccountsOf q -> List.of();
      case Query.FindPolicy q -> Optional.empty();
      case Query.SuperAdmins q -> List.of();
      case Query.MembersOf q -> List.of();
      case Query.FindGrant q -> Optional.empty();
      case Query.LiveGrantsOf q -> new GrantPage(List.of(), "");
      case Query.MarkLeaving q -> true;
      case Query.UnmarkLeaving q -> true;
      case Query.EndReasons q -> false;
      case Query.RecordByHand q -> new HandRecord(null, "Expected an account.");
      case Query.DescribeAccountsOf q -> List.of();
      case Query.ReportsOf q -> List.of();
      case Query.OfDirectory<?> q -> Optional.empty();
    };
  }
}
