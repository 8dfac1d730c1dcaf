package dev.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.servers.ServerException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackingServersTest {
  @Test
  void shouldNotWaitForTheOthersOnceOneCannotStart() {
    CompletableFuture<String> onItsWay = new CompletableFuture<>();
    CompletableFuture<String> broken =
        CompletableFuture.supplyAsync(
            () -> {
              throw new ServerException("Expected to start, but it is damaged.");
            });

    assertThatThrownBy(() -> BackingServers.await(List.of(onItsWay, broken)))
        .isInstanceOf(ServerException.class)
        .hasMessage("Expected to start, but it is damaged.");
  }

  @Test
  void shouldWaitForAllThatStart() {
    CompletableFuture<String> one = CompletableFuture.completedFuture("one");
    CompletableFuture<String> other = new CompletableFuture<>();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> BackingServers.await(List.of(one, other)));
    assertThat(waiting).isNotDone();
    other.complete("other");
    waiting.join();
  }
}
