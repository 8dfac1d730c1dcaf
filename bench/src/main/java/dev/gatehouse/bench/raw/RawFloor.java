package dev.gatehouse.bench.raw;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.measure.Meter;
import dev.gatehouse.bench.result.LifecycleCell;
import dev.gatehouse.bench.result.RawCell;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import reactor.core.publisher.Mono;

/**
 * Repeats the records and writes of measured lifecycles on the same broker and mongod, batched and
 * by two threads, while a third reads every record once.
 */
public final class RawFloor {
  private static final String DATABASE = "bench_raw";
  private static final int THREADS = 2;
  static final int PARTITIONS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Installation installation;
  private final LifecycleCell measured;
  private final Recipe recipe;

  /**
   * The floor under a cell.
   *
   * @param measured whose counts are repeated
   */
  public RawFloor(Installation installation, LifecycleCell measured) {
    this.installation = installation;
    this.measured = measured;
    this.recipe = Recipe.of(measured.cost());
    if (recipe.records().isEmpty() || recipe.writes().isEmpty()) {
      throw new ServerException(
          "Expected records and writes to repeat for the raw floor, but %s %s counted none."
              .formatted(measured.layout(), measured.load()));
    }
  }

  /** A broker deletes a topic at its leisure, so each batch size has topics of its own. */
  private static String prefix(int batch) {
    return "bench-raw-" + batch + "-";
  }

  /** Measures with batches of this many lifecycles' worth. */
  public RawCell measure(int batch, Duration time) {
    List<String> topics =
        recipe.records().stream().map(record -> prefix(batch) + record.topic()).distinct().toList();
    makeTopics(topics);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicLong done = new AtomicLong();
    try (MongoClient mongo = MongoClients.create(installation.mongodbUri());
        RawReader reader = new RawReader(installation.kafka(), topics);
        Meter meter = new Meter(installation)) {
      MongoDatabase database = mongo.getDatabase(DATABASE);
      List<Future<?>> running =
          IntStream.range(0, THREADS)
              .<Future<?>>mapToObj(
                  number -> threads.submit(() -> run(number, batch, database, stopped, done)))
              .toList();
      Load.pause(WARM_UP);
      Meter.Reading before = meter.read(done.get());
      Load.pause(time);
      Meter.Reading after = meter.read(done.get());
      stopped.set(true);
      for (Future<?> each : running) {
        each.get();
      }
      awaitRead(reader, done.get() * recipe.records().size());
      Mono.from(database.drop()).block(LIMIT);
      double perSecond =
          (after.lifecycles() - before.lifecycles()) / ((after.nanos() - before.nanos()) / 1e9);
      return new RawCell(
          measured.layout(),
          batch,
          measured.load(),
          perSecond,
          recipe.records().size(),
          recipe.writes().size(),
          meter.cpuMillis(before, after),
          measured.perSecond() / perSecond);
    } catch (ExecutionException e) {
      throw new ServerException("Expected the raw load to run, but " + e.getCause() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected the raw load to end, but was interrupted.", e);
    } finally {
      stopped.set(true);
      threads.shutdown();
      deleteTopics(topics);
    }
  }

  private void run(
      int number, int batch, MongoDatabase database, AtomicBoolean stopped, AtomicLong done) {
    Padding padding = new Padding(number);
    RawWrites writes = new RawWrites(database, padding, number + "-" + batch + "-");
    try (RawRecords records = new RawRecords(installation.kafka(), padding, prefix(batch))) {
      while (!stopped.get()) {
        recipe.writes().stream()
            .sorted(java.util.Comparator.comparing(Recipe.Written::kind))
            .forEach(write -> writes.bulk(write, batch));
        recipe.records().forEach(record -> records.send(record, batch));
        done.addAndGet(batch);
      }
    }
  }

  private static void awaitRead(RawReader reader, long sent) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (reader.read() < sent) {
      if (System.nanoTime() > end) {
        throw new ServerException(
            "Expected all %d raw records to be read, but only %d were."
                .formatted(sent, reader.read()));
      }
      Load.pause(Duration.ofMillis(50));
    }
  }

  private void makeTopics(List<String> topics) {
    admin(
        admin ->
            admin
                .createTopics(
                    topics.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get());
  }

  private void deleteTopics(List<String> topics) {
    admin(admin -> admin.deleteTopics(topics).all().get());
  }

  private interface Order {
    void give(Admin admin) throws ExecutionException, InterruptedException;
  }

  private void admin(Order order) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, installation.kafka());
    try (Admin admin = Admin.create(client)) {
      order.give(admin);
    } catch (ExecutionException e) {
      throw new ServerException(
          "Expected the broker to make or delete raw topics, but " + e.getCause() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected the broker to answer, but was interrupted.", e);
    }
  }
}
