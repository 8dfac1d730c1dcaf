package dev.gatehouse.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.reactive.function.server.MockServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CommandLimitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Caller CALLER = new Caller(new UserId("ann"), Set.of());

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CommandLimit limit =
      new CommandLimit(Settings.all(Settings.commands(true, 2)), meters);

  private Mono<String> given(Mono<String> command) {
    return limit.within(Demand.GOING_ON, command, TimeoutException.class::isInstance);
  }

  private List<Sinks.One<String>> fill() {
    List<Sinks.One<String>> open = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Sinks.One<String> one = Sinks.one();
      var _ = given(one.asMono()).subscribe(_ -> {}, _ -> {});
      open.add(one);
    }
    return open;
  }

  private void isFull() {
    assertThatThrownBy(() -> given(Mono.just("one more")).block(PATIENCE))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> assertThat(refusal.error().code()).isEqualTo(Code.RESOURCE_EXHAUSTED))
        .hasMessage(
            "Expected fewer requests at once, but 2 are waiting already, and more could not be"
                + " answered in time; try again soon.");
  }

  private void hasRoom() {
    assertThat(given(Mono.just("one more")).block(PATIENCE)).isEqualTo("one more");
  }

  @Test
  void moreThanTheLimitIsRefusedAndCountedUntilOneHasEnded() {
    List<Sinks.One<String>> open = fill();
    isFull();
    assertThat(meters.get("gatehouse.commands.refused").counter().count()).isEqualTo(1);
    assertThat(meters.get("gatehouse.commands.limit").gauge().value()).isEqualTo(2);

    open.getFirst().tryEmitValue("done").orThrow();
    hasRoom();
  }

  @Test
  void everyEndingGivesThePlaceBack() {
    List<Throwable> endings =
        List.of(
            new TimeoutException(),
            new ApiException(Code.NOT_FOUND, "Expected a task, but there is none."),
            new IllegalStateException());
    for (Throwable ending : endings) {
      List<Sinks.One<String>> open = fill();
      isFull();
      open.getLast().tryEmitError(ending).orThrow();
      hasRoom();
      open.getFirst().tryEmitEmpty().orThrow();
      hasRoom();
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    IllegalStateException failure = new IllegalStateException("Expected more.");
    assertThatThrownBy(() -> given(Mono.error(failure)).block(PATIENCE)).isSameAs(failure);
  }

  @Test
  void aCommandCountsUntilItEndsEvenIfItsCallerHasGone() {
    Sinks.One<String> first = Sinks.one();
    Disposable caller = given(first.asMono()).subscribe();
    var _ = given(Mono.never()).subscribe();
    caller.dispose();
    isFull();

    first.tryEmitError(new TimeoutException()).orThrow();
    hasRoom();
  }

  @Test
  void aRequestIsRefusedBeforeItIsLookedAt() {
    AtomicBoolean looked = new AtomicBoolean();
    Mono<ServerResponse> answer =
        Mono.defer(
            () ->
                limit
                    .before(
                        Demand.GOING_ON,
                        (_, _) -> {
                          looked.set(true);
                          return ServerResponse.ok().build();
                        })
                    .handle(CALLER, MockServerRequest.builder().build()));
    fill();
    assertThatThrownBy(() -> answer.block(PATIENCE)).hasMessageContaining("try again soon");
    assertThat(looked).isFalse();
  }

  @Test
  void aRequestWithinTheLimitIsHandled() {
    assertThat(request(Demand.GOING_ON).block(PATIENCE)).isNotNull();
  }

  @Test
  void newTasksHaveHalfOfALimitThatAdapts() {
    Mono<String> first = Mono.never();
    var _ = limit.within(Demand.NEW_TASK, first, TimeoutException.class::isInstance).subscribe();
    assertThatThrownBy(() -> newTask(limit).block(PATIENCE)).hasMessageContaining("try again soon");
    assertThatThrownBy(() -> request(Demand.NEW_TASK).block(PATIENCE))
        .hasMessageContaining("try again soon");
    hasRoom();
  }

  @Test
  void aNewTaskThatWasAnsweredOrRefusedMakesRoomForTheNext() {
    List<Sinks.One<String>> open = fill();
    assertThatThrownBy(() -> newTask(limit).block(PATIENCE)).hasMessageContaining("try again soon");
    open.forEach(one -> one.tryEmitValue("done").orThrow());

    assertThat(newTask(limit).block(PATIENCE)).isEqualTo("a task");
    assertThat(newTask(limit).block(PATIENCE)).isEqualTo("a task");
    assertThat(request(Demand.NEW_TASK).block(PATIENCE)).isNotNull();
  }

  @Test
  void newTasksHaveAllOfALimitThatDoesNotAdapt() {
    CommandLimit fixed =
        new CommandLimit(Settings.all(Settings.commands(false, 2)), new SimpleMeterRegistry());
    for (int i = 0; i < Settings.CEILING - 1; i++) {
      Mono<String> one = Mono.never();
      var _ = fixed.within(Demand.NEW_TASK, one, TimeoutException.class::isInstance).subscribe();
    }
    assertThat(newTask(fixed).block(PATIENCE)).isEqualTo("a task");
  }

  private static Mono<String> newTask(CommandLimit limit) {
    return limit.within(Demand.NEW_TASK, Mono.just("a task"), TimeoutException.class::isInstance);
  }

  private Mono<ServerResponse> request(Demand demand) {
    return Mono.defer(
        () ->
            limit
                .before(demand, (_, _) -> ServerResponse.ok().build())
                .handle(CALLER, MockServerRequest.builder().build()));
  }
}
