package dev.gatehouse.runtime.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ReactiveGatheredTest {
  private final List<List<Integer>> calls = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatComesMeanwhileGoesOutTogether() {
    Sinks.Empty<Void> firstMayEnd = Sinks.empty();
    Sinks.Empty<Void> firstIsUnderWay = Sinks.empty();
    ReactiveGathered<Integer, String> gathered =
        new ReactiveGathered<>(
            3,
            questions -> {
              Mono<List<String>> answers = call(questions);
              if (!questions.contains(0)) {
                return answers;
              }
              firstIsUnderWay.tryEmitEmpty();
              return firstMayEnd.asMono().then(answers);
            });
    Mono<String> first = gathered.ask(0).cache();
    first.subscribe();
    firstIsUnderWay.asMono().block();

    Flux<String> others =
        Flux.fromStream(IntStream.rangeClosed(1, 5).boxed()).flatMapSequential(gathered::ask);
    Mono<List<String>> all = others.collectList().cache();
    all.subscribe();
    firstMayEnd.tryEmitEmpty();

    assertThat(first.block()).isEqualTo("0");
    assertThat(all.block()).containsExactly("1", "2", "3", "4", "5");
    assertThat(calls).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
  }

  @Test
  void aFailureIsToldToAllAndTheNextCallIsMadeAnew() {
    AtomicInteger tries = new AtomicInteger();
    ReactiveGathered<Integer, String> gathered =
        new ReactiveGathered<>(
            10,
            questions ->
                tries.getAndIncrement() == 0
                    ? Mono.error(new IllegalStateException("down"))
                    : call(questions));

    assertThatThrownBy(() -> gathered.ask(1).block()).hasMessage("down");
    assertThat(gathered.ask(1).block()).isEqualTo("1");
  }

  @Test
  void anAnswerTooFewIsAFault() {
    ReactiveGathered<Integer, String> gathered =
        new ReactiveGathered<>(10, questions -> Mono.just(List.of()));

    assertThatThrownBy(() -> gathered.ask(1).block())
        .hasMessage("Expected 1 answers, but there are 0.");
  }

  private Mono<List<String>> call(List<Integer> questions) {
    return Mono.fromSupplier(
        () -> {
          calls.add(questions);
          return questions.stream().map(String::valueOf).toList();
        });
  }
}
