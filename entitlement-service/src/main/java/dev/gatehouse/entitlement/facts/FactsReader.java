package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.entitlement.grant.HandRecords;
import dev.gatehouse.entitlement.grant.Leavers;
import dev.gatehouse.entitlement.grant.Reasons;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers a batch of questions: what changes something first, then all the others at once. */
@Component
class FactsReader {
  private final FactSources sources;
  private final Directory directory;
  private final Leavers leavers;
  private final HandRecords hand;
  private final Reasons reasons;
  private final Clock clock;

  FactsReader(
      FactSources sources,
      Directory directory,
      Leavers leavers,
      HandRecords hand,
      Reasons reasons,
      Clock clock) {
    this.sources = sources;
    this.directory = directory;
    this.leavers = leavers;
    this.hand = hand;
    this.reasons = reasons;
    this.clock = clock;
  }

  /** The answers, in the order of the questions. */
  Mono<List<Object>> answer(List<Query.OfCatalog<?>> queries) {
    Map<Query<?>, Object> answered = new HashMap<>();
    return Flux.fromIterable(new LinkedHashSet<>(queries))
        .concatMap(query -> change(query).doOnNext(done -> answered.put(query, done)))
        .then(Mono.defer(() -> directory.answer(queries).doOnNext(answered::putAll)))
        .then(Mono.defer(() -> sources.load(queries)))
        .map(
            loaded -> {
              FactAnswers answers = new FactAnswers(loaded, clock.instant());
              return queries.stream().map(query -> answer(query, answers, answered)).toList();
            });
  }

  private Mono<Object> change(Query.OfCatalog<?> query) {
    return switch (query) {
      case Query.MarkLeaving q -> leavers.mark(q.person(), q.offboarding()).thenReturn(true);
      case Query.UnmarkLeaving q -> leavers.unmark(q.person(), q.offboarding()).thenReturn(true);
      case Query.RecordByHand q -> hand.record(q).cast(Object.class);
      case Query.EndReasons q -> reasons.end(q).cast(Object.class);
      case Query.FindEntitlement q -> Mono.empty();
      case Query.FindPerson q -> Mono.empty();
      case Query.FindAccount q -> Mono.empty();
      case Query.AccountsOf q -> Mono.empty();
      case Query.FindPolicy q -> Mono.empty();
      case Query.SuperAdmins q -> Mono.empty();
      case Query.MembersOf q -> Mono.empty();
      case Query.FindGrant q -> Mono.empty();
      case Query.LiveGrantsOf q -> Mono.empty();
      case Query.OfDirectory<?> q -> Mono.empty();
    };
  }

  private static Object answer(
      Query.OfCatalog<?> query, FactAnswers answers, Map<Query<?>, Object> answered) {
    return switch (query) {
      case Query.FindEntitlement q -> answers.entitlement(q.ref());
      case Query.FindPerson q -> answers.person(q.id());
      case Query.FindAccount q -> answers.account(q.appId(), q.id());
      case Query.AccountsOf q -> answers.accountsOf(q.appId(), q.person());
      case Query.FindPolicy q -> answers.policy(q.id());
      case Query.SuperAdmins q -> answers.superAdmins();
      case Query.MembersOf q -> answers.members(q.entitlement());
      case Query.FindGrant q -> answers.grant(q);
      case Query.LiveGrantsOf q -> answers.page(q);
      case Query.MarkLeaving q -> done(q, answered);
      case Query.UnmarkLeaving q -> done(q, answered);
      case Query.RecordByHand q -> done(q, answered);
      case Query.EndReasons q -> done(q, answered);
      case Query.OfDirectory<?> q -> done(q, answered);
    };
  }

  private static Object done(Query<?> query, Map<Query<?>, Object> answered) {
    Object answer = answered.get(query);
    if (answer == null) {
      throw new IllegalStateException("Expected an answer to " + query + ", but there is none.");
    }
    return answer;
  }
}
