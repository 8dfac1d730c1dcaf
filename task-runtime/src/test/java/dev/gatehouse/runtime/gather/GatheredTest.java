package dev.gatehouse.runtime.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.runtime.DependencyDownException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredTest {
  private final List<List<Integer>> calls = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whatComesAloneGoesOutAlone() {
    Gathered<Integer, String> gathered = new Gathered<>("test", 10, this::call);

    assertThat(gathered.ask(1)).isEqualTo("1");
    assertThat(gathered.ask(2)).isEqualTo("2");

    assertThat(calls).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void whatComesMeanwhileGoesOutTogether() throws Exception {
    CountDownLatch firstIsUnderWay = new CountDownLatch(1);
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    Gathered<Integer, String> gathered =
        new Gathered<>(
            "test",
            3,
            questions -> {
              if (questions.contains(0)) {
                firstIsUnderWay.countDown();
                await(firstMayEnd);
              }
              return call(questions);
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<String> first =
          CompletableFuture.supplyAsync(() -> gathered.ask(0), threads);
      await(firstIsUnderWay);
      CountDownLatch asking = new CountDownLatch(5);
      List<CompletableFuture<String>> others =
          IntStream.rangeClosed(1, 5)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            asking.countDown();
                            return gathered.ask(i);
                          },
                          threads))
              .toList();
      await(asking);
      firstMayEnd.countDown();

      assertThat(first.join()).isEqualTo("0");
      for (int i = 0; i < 5; i++) {
        assertThat(others.get(i).join()).isEqualTo("" + (i + 1));
      }
    }
    assertThat(calls.getFirst()).containsExactly(0);
    assertThat(calls).allSatisfy(call -> assertThat(call).hasSizeLessThanOrEqualTo(3));
    assertThat(calls.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aFailureIsToldToAllAndTheNextCallIsMadeAnew() {
    List<Boolean> down = new ArrayList<>(List.of(true));
    Gathered<Integer, String> gathered =
        new Gathered<>(
            "test",
            10,
            questions -> {
              if (!down.isEmpty()) {
                down.clear();
                throw new DependencyDownException("Expected an answer.", new Exception("down"));
              }
              return call(questions);
            });

    assertThatThrownBy(() -> gathered.ask(1))
        .isInstanceOf(DependencyDownException.class)
        .hasMessage("Expected an answer.");
    assertThat(gathered.ask(1)).isEqualTo("1");
  }

  @Test
  void anAnswerTooFewIsAFault() {
    Gathered<Integer, String> gathered = new Gathered<>("test", 10, questions -> List.of());

    assertThatThrownBy(() -> gathered.ask(1))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("Expected 1 answers, but there are 0.");
  }

  private List<String> call(List<Integer> questions) {
    calls.add(questions);
    return questions.stream().map(String::valueOf).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
