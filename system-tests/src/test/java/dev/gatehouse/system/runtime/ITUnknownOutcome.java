package dev.gatehouse.system.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.testkit.FaultyLink;
import dev.gatehouse.testkit.FaultyLink.Fault;
import dev.gatehouse.testkit.TestServers;
import dev.gatehouse.testkit.store.SampleTasks;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes of tasks over a link that breaks, by a driver that does not try again by itself: what came
 * of them is found out by their tokens.
 */
class ITUnknownOutcome {
  private FaultyLink link;
  private MongoClient client;
  private TaskStore store;

  @BeforeEach
  void connect() {
    ServerAddress server =
        new ServerAddress(new ConnectionString(TestServers.mongodbUri()).getHosts().getFirst());
    link = FaultyLink.to(server.getHost(), server.getPort());
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(
                    new ConnectionString(
                        "mongodb://127.0.0.1:%d/?directConnection=true".formatted(link.port())))
                .writeConcern(WriteConcern.MAJORITY)
                .readConcern(ReadConcern.MAJORITY)
                .retryWrites(false)
                .retryReads(false)
                .build());
    store =
        MongoTaskStore.open(
            client.getDatabase(TestServers.freshName("unknown")), Patience.OF_A_BATCH);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    link.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aCreationIsWrittenOnceWhereverTheLinkBreaks(Fault fault) {
    Task task = SampleTasks.grant(new TaskId("task-in-doubt"), 1, new UserId("ann"), "editors");
    link.breakAt("task-in-doubt", fault);

    WriteResult result =
        Objects.requireNonNull(store.write(List.of(SampleTasks.insert(task))).get(task.id()));

    assertThat(link.faults()).isEqualTo(1);
    assertThat(result).isInstanceOf(WriteResult.Won.class);
    assertThat(stored(task.id())).isEqualTo(((WriteResult.Won) result).stored());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aChangeIsWrittenOnceWhereverTheLinkBreaks(Fault fault) {
    Task task = SampleTasks.grant(new TaskId("task-in-doubt"), 1, new UserId("ann"), "editors");
    StoredTask before = won(store.write(List.of(SampleTasks.insert(task))).get(task.id()));
    link.breakAt("task-in-doubt", fault);

    StoredTask after =
        won(
            store
                .write(List.of(SampleTasks.update(before, SampleTasks.commented(task), "c2")))
                .get(task.id()));

    assertThat(link.faults()).isEqualTo(1);
    assertThat(after.version()).isEqualTo(2);
    assertThat(stored(task.id())).isEqualTo(after);
    assertThat(stored(task.id()).outcomes()).hasSize(2);
  }

  private static StoredTask won(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Won.class);
    return ((WriteResult.Won) result).stored();
  }

  private StoredTask stored(TaskId id) {
    return Objects.requireNonNull(store.load(List.of(id)).get(id));
  }
}
