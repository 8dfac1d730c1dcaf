package dev.gatehouse.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.InsertOneModel;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.expression.CelExpressions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents of tasks as every version so far has stored them, one file for each form: {@code
 * golden/tasks.vN.jsonl}. A file is never changed; a new form gets a new one.
 */
class GoldenTasksTest {
  private static final int NEWEST = 2;

  /** When the documents of the newest form were written. */
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");

  private static final Actor ADMIN = new Actor.Person(new UserId("root"), Set.of(Role.SUPER_ADMIN));

  @ParameterizedTest
  @ValueSource(ints = {1, NEWEST})
  void whatAnyVersionStoredIsReadAndStoredAgainWithoutLoss(int form) {
    for (Document document : golden(form)) {
      StoredTask stored = TaskDocument.read(document);

      assertThat(stored.version()).isEqualTo(document.getLong(TaskDocument.VERSION));
      Document again = written(stored);
      assertThat(again).containsAllEntriesOf(document);
      assertThat(TaskDocument.read(again)).usingRecursiveComparison().isEqualTo(stored);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, NEWEST})
  void whatAnyVersionStoredGoesOn(int form) {
    for (Document document : golden(form)) {
      Task task = Objects.requireNonNull(TaskDocument.read(document).task());
      Decision decision =
          TaskDecider.decide(
              task,
              new Command.Comment("hello"),
              new Context(
                  task.id(), new CommandId("later"), ADMIN, AT, Facts.NONE, new CelExpressions()));

      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      Task next = TaskEvolver.evolve(task, ((Decision.Accepted) decision).changes(), AT);
      assertThat(next.version()).isEqualTo(task.version() + 1);
      assertThat(next.commentCount()).isEqualTo(task.commentCount() + 1);
    }
  }

  @Test
  void tasksAreStoredInTheNewestForm() {
    for (Document document : golden(NEWEST)) {
      assertThat(written(TaskDocument.read(document)))
          .as("A changed form is kept as a new file beside the old ones")
          .isEqualTo(document);
    }
  }

  /** The document of a task that is stored anew as it is; read again, so that types are equal. */
  private static Document written(StoredTask stored) {
    TaskWrite write =
        new TaskWrite(
            stored.id(),
            null,
            stored.task(),
            stored.createdBy(),
            stored.outcomes(),
            stored.positions(),
            stored.outbox(),
            AT);
    Document document =
        ((InsertOneModel<Document>) TaskModels.of(write, stored.writeToken())).getDocument();
    return Document.parse(
        document
            .toBsonDocument()
            .toJson(JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build()));
  }

  private static List<Document> golden(int form) {
    String name = "/golden/tasks.v%d.jsonl".formatted(form);
    try (InputStream in = Objects.requireNonNull(GoldenTasksTest.class.getResourceAsStream(name))) {
      List<Document> documents =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(Document::parse)
              .toList();
      assertThat(documents).as(name).isNotEmpty();
      return documents;
    } catch (IOException e) {
      throw new IllegalStateException("Expected to read " + name + ", but it failed.", e);
    }
  }
}
