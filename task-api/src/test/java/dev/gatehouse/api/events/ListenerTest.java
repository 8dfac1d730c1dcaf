package dev.gatehouse.api.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.schemas.TaskEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void aReaderThatIsTooSlowIsClosedAfterWhatItStillCanGet() {
    Listener listener = new Listener(2);
    List<TaskEvent> events = List.of(new TaskEvent(), new TaskEvent(), new TaskEvent());

    events.forEach(listener::offer);

    assertThat(listener.overrun()).isTrue();
    assertThat(listener.events().collectList().block(PATIENCE)).hasSize(2);
  }

  @Test
  void aReaderInTimeGetsEverything() {
    Listener listener = new Listener(2);
    listener.offer(new TaskEvent());
    listener.offer(new TaskEvent());
    listener.end();

    assertThat(listener.overrun()).isFalse();
    assertThat(listener.events().collectList().block(PATIENCE)).hasSize(2);
  }

  @Test
  void anEventIdNamesTaskAndVersion() {
    EventId id = new EventId(new TaskId("2abc"), 7);

    assertThat(EventId.parse(id.toString())).isEqualTo(id);
    for (String bad : List.of("2abc", "2abc:", ":7", "a b:7", "2abc:x", "2abc:7:7")) {
      assertThatThrownBy(() -> EventId.parse(bad)).hasMessageStartingWith("Expected Last-Event-ID");
    }
  }
}
