package dev.gatehouse.rest.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;

/** Remembers people for a few seconds, so that not every request asks for its caller anew. */
final class RememberedPeople implements PeopleDirectory {
  private static final Duration REMEMBERED = Duration.ofSeconds(3);
  private static final int MOST = 10_000;

  private final PeopleDirectory people;
  private final Clock clock;
  private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();

  RememberedPeople(PeopleDirectory people, Clock clock) {
    this.people = people;
    this.clock = clock;
  }

  /** Only people who were found are remembered: somebody imported a moment ago can call at once. */
  @Override
  public Mono<Person> find(String subject) {
    Instant now = clock.instant();
    Answer known = answers.get(subject);
    if (known != null && now.isBefore(known.until())) {
      return Mono.just(known.person());
    }
    return people.find(subject).doOnNext(person -> remember(subject, person, now));
  }

  private void remember(String subject, Person person, Instant asked) {
    if (answers.size() >= MOST) {
      answers.values().removeIf(answer -> !asked.isBefore(answer.until()));
    }
    if (answers.size() < MOST) {
      answers.put(subject, new Answer(person, asked.plus(REMEMBERED)));
    }
  }

  private record Answer(Person person, Instant until) {}
}
