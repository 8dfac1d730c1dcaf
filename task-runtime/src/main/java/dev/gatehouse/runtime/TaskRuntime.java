package dev.gatehouse.runtime;

import dev.gatehouse.expression.CelExpressions;
import dev.gatehouse.runtime.batch.CommandBatch;
import dev.gatehouse.runtime.batch.DeadLetters;
import dev.gatehouse.runtime.batch.TaskUpdates;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.facts.HttpCatalogFacts;
import dev.gatehouse.runtime.facts.TaskFacts;
import dev.gatehouse.runtime.facts.WorldFacts;
import dev.gatehouse.runtime.health.BrokerCheck;
import dev.gatehouse.runtime.health.CatalogCheck;
import dev.gatehouse.runtime.outbox.Audits;
import dev.gatehouse.runtime.outbox.Entries;
import dev.gatehouse.runtime.outbox.EventCodec;
import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import dev.gatehouse.runtime.outbox.OutboxPublisher;
import dev.gatehouse.runtime.outbox.OutboxSweeper;
import dev.gatehouse.runtime.outbox.PublishedEntries;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.Tails;
import dev.gatehouse.runtime.store.AuditStore;
import dev.gatehouse.runtime.store.MongoAuditStore;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.timer.Repeating;
import dev.gatehouse.runtime.timer.TimerSweeper;
import dev.gatehouse.runtime.topic.PartitionShare;
import dev.gatehouse.runtime.topic.TopicIds;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a worker needs to work on tasks, put together on a real database and broker. Each
 * worker has one.
 */
public final class TaskRuntime implements AutoCloseable {
  /** Well below the age at which the sweeper takes an entry for left behind. */
  private static final Duration CLEARING = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(TaskRuntime.class);

  private final MongoConnection mongo;
  private final KafkaRecordSender sender;
  private final Admin admin;
  private final AvroCodec avro;
  private final CommandCodec commands;
  private final TaskStore tasks;
  private final AuditStore audits;
  private final Audits trail;
  private final OutboxPublisher publisher;
  private final PublishedEntries published;
  private final Repeating clearing;
  private final CommandBatch batch;
  private final PartitionShare share;
  private final MeterRegistry meters;
  private final TimerSweeper timerSweeper;
  private final BrokerCheck broker;
  private final CatalogCheck catalog;

  /**
   * Where things are.
   *
   * @param service the name of the worker, in whose name it gives commands
   * @param database the database of tasks, audits and attempts
   * @param installationKeys see {@link InstallationKeys#parse}
   * @param clientKeys see {@link ClientKeys#parse}
   */
  public record Settings(
      String service,
      String mongodbUri,
      String database,
      String kafkaBootstrap,
      String registryUrl,
      String installationKeys,
      String clientKeys,
      String entitlementServiceUrl) {

    /** Settings for the database of every normal installation. */
    public Settings(
        String service,
        String mongodbUri,
        String kafkaBootstrap,
        String registryUrl,
        String installationKeys,
        String clientKeys,
        String entitlementServiceUrl) {
      this(
          service,
          mongodbUri,
          MongoConnection.DATABASE,
          kafkaBootstrap,
          registryUrl,
          installationKeys,
          clientKeys,
          entitlementServiceUrl);
    }
  }

  private TaskRuntime(Settings settings, MeterRegistry meters, Clock clock) {
    Patience patience = Patience.OF_A_BATCH;
    InstallationKeys keys = InstallationKeys.parse(settings.installationKeys());
    this.avro = new AvroCodec(new HttpSchemaRegistry(settings.registryUrl()));
    this.commands = new CommandCodec(avro, keys, ClientKeys.parse(settings.clientKeys()));
    this.mongo = MongoConnection.to(settings.mongodbUri());
    this.tasks =
        Patience.OF_A_START.insist(
            () -> MongoTaskStore.open(mongo.database(settings.database()), patience));
    this.audits =
        Patience.OF_A_START.insist(() -> MongoAuditStore.open(mongo.database(settings.database())));
    this.sender = new KafkaRecordSender(settings.kafkaBootstrap(), settings.service(), meters);
    this.admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafkaBootstrap()));
    this.broker = new BrokerCheck(admin);
    this.catalog = new CatalogCheck(settings.entitlementServiceUrl());
    this.publisher = new OutboxPublisher(sender);
    EventCodec events = new EventCodec(avro);
    this.meters = meters;
    this.trail = new Audits(audits, events);
    this.published = PublishedEntries.keptIn(tasks, trail);
    this.clearing = Repeating.every(CLEARING, "outbox-clearing", published::clear);
    Tails tails = new Tails(tasks, events, publisher, published, patience);
    this.batch =
        new CommandBatch(
            commands,
            tasks,
            new WorldFacts(
                new HttpCatalogFacts(settings.entitlementServiceUrl(), keys, clock),
                new TaskFacts(tasks)),
            new CelExpressions(),
            new Entries(commands, events, settings.service(), tasks.incarnation()),
            tails,
            sender,
            meters,
            clock,
            patience);
    this.share = new PartitionShare(admin);
    this.timerSweeper = new TimerSweeper(tasks, commands, sender, settings.service(), share);
  }

  /** Connects; waits a while for what is not up yet. */
  public static TaskRuntime open(Settings settings, MeterRegistry meters, Clock clock) {
    return new TaskRuntime(settings, meters, clock);
  }

  /** Works on commands of the topic. */
  public CommandBatch batch() {
    return batch;
  }

  /** Applies commands at once. */
  public TaskUpdates updates() {
    return new TaskUpdates(batch);
  }

  public TaskStore tasks() {
    return tasks;
  }

  public AuditStore audits() {
    return audits;
  }

  /** The connection that the store uses, for further collections. */
  public MongoConnection mongo() {
    return mongo;
  }

  public Admin admin() {
    return admin;
  }

  /** Tells topics of one name apart; one for each consumer. */
  public TopicIds topicIds() {
    return new TopicIds(admin);
  }

  public AvroCodec avro() {
    return avro;
  }

  public CommandCodec commands() {
    return commands;
  }

  public RecordSender sender() {
    return sender;
  }

  /** Publishes outboxes of whatever kind in their order. */
  public OutboxPublisher publisher() {
    return publisher;
  }

  public DeadLetters deadLetters() {
    return new DeadLetters(commands);
  }

  /** The part of the sweeping that falls to this instance. */
  public PartitionShare share() {
    return share;
  }

  /** A sweeper of outboxes with its gauges: for the one worker that sweeps them. */
  public OutboxSweeper outboxSweeper() {
    return new OutboxSweeper(tasks, trail, publisher, share, meters);
  }

  public TimerSweeper timerSweeper() {
    return timerSweeper;
  }

  /** Whether the broker answers. */
  public BrokerCheck broker() {
    return broker;
  }

  /** Whether entitlement-service answers. */
  public CatalogCheck catalog() {
    return catalog;
  }

  @Override
  public void close() {
    clearing.close();
    try {
      published.clear();
    } catch (DependencyDownException e) {
      log.info("{} Some events will be published once more.", e.getMessage());
    }
    sender.close();
    catalog.close();
    admin.close();
    mongo.close();
  }
}
