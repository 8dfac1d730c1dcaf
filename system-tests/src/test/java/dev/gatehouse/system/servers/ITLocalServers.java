package dev.gatehouse.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.unboundid.ldap.sdk.LDAPConnection;
import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.DirectoryProcess;
import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ServerException;
import dev.gatehouse.testkit.TestDirectory;
import dev.gatehouse.testkit.TestServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/**
 * What the servers were given outlives a {@code kill -9}, and what is wrong is said in a sentence.
 */
class ITLocalServers {
  @TempDir private Path folder;

  @Test
  void brokerKeepsMessagesOverAKill() throws Exception {
    // given
    BrokerProcess.Settings settings = brokerSettings(0);
    int port;
    try (BrokerProcess broker = BrokerProcess.start(settings)) {
      port = broker.port();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1))).all().get();
      }
      produce(broker, "first", "second");
      // when
      broker.kill();
    }
    // then
    try (BrokerProcess again = BrokerProcess.start(brokerSettings(port))) {
      produce(again, "third");
      assertThat(consume(again, 3)).containsExactly("first", "second", "third");
    }
    assertThat(folder.resolve("broker/broker.log")).content().contains("Kafka Server started");
  }

  @Test
  void mongodKeepsAJournaledWriteOverAKillAndAnotherPort() {
    // given
    try (MongodProcess mongod = MongodProcess.start(mongodSettings())) {
      assertThat(insert(mongod.uri(), "one")).isTrue();
      // when
      mongod.kill();
    }
    // then
    try (MongodProcess again = MongodProcess.start(mongodSettings());
        MongoClient client = MongoClients.create(again.uri())) {
      Document found = Mono.from(notes(client).find()).block(Duration.ofSeconds(20));
      assertThat(found).containsEntry("_id", "one");
      assertThat(insert(again.uri(), "two")).isTrue();
    }
  }

  @Test
  void directoryKeepsAnEntryOverAKill() throws Exception {
    // given
    DirectoryProcess.Settings settings = directorySettings();
    String person = "uid=ann,dc=example,dc=com";
    try (DirectoryProcess directory = DirectoryProcess.start(settings)) {
      try (LDAPConnection connection = bind(directory.port())) {
        connection.add("dn: " + person, "objectClass: inetOrgPerson", "uid: ann", "cn: A", "sn: A");
      }
      // when
      directory.kill();
    }
    // then
    try (DirectoryProcess again = DirectoryProcess.start(settings);
        LDAPConnection connection = bind(again.port())) {
      assertThat(connection.getEntry(person)).isNotNull();
    }
  }

  @Test
  void aChildThatAKilledParentLeftIsReplaced() throws Exception {
    try (DirectoryProcess left = DirectoryProcess.start(directorySettings());
        DirectoryProcess next = DirectoryProcess.start(directorySettings())) {
      assertThat(left.isAlive()).isFalse();
      assertThat(next.isAlive()).isTrue();
    }
  }

  @Test
  void aUsedPortIsSaidInOneSentence() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = holder.getLocalPort();
      assertThatThrownBy(() -> BrokerProcess.start(brokerSettings(port)))
          .isInstanceOf(ServerException.class)
          .hasMessage(
              "Expected port %d to be free for the Kafka broker, but another program holds it.",
              port);
    }
  }

  @Test
  void damagedDataIsSaidInOneSentence() throws Exception {
    Files.createDirectories(folder.resolve("broker/data/notes-0"));
    assertThatThrownBy(() -> BrokerProcess.start(brokerSettings(0)))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining(
            "to be the data of a Kafka broker, but its meta.properties is missing");

    Path data = Files.createDirectories(folder.resolve("mongod/data"));
    Files.writeString(data.resolve("WiredTiger"), "this is no database\n");
    Files.writeString(data.resolve("WiredTiger.wt"), "neither is this\n");
    Files.writeString(data.resolve("storage.bson"), "nor this\n");
    assertThatThrownBy(() -> MongodProcess.start(mongodSettings()))
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith("Expected mongod to start, but it ended with code");

    DirectoryProcess.start(directorySettings()).close();
    Path entries = folder.resolve("directory/entries.ldif");
    String whole = Files.readString(entries);
    Files.writeString(entries, whole.substring(0, whole.length() / 2));
    assertThatThrownBy(() -> DirectoryProcess.start(directorySettings()))
        .isInstanceOf(ServerException.class)
        .hasMessageEndingWith("but the file is damaged: its end is missing.");
  }

  @Test
  void sharedServersAreRealAndApart() throws Exception {
    String topic = TestServers.freshTopic("notes", 2);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrap()))) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains(topic);
    }
    assertThat(insert(TestServers.mongodbUri(), TestServers.freshName("one"))).isTrue();

    TestDirectory directory = TestServers.directory();
    String group = directory.addGroup("editors");
    assertThat(directory.members(group)).isEmpty();
    String ann = directory.addPerson("ann");
    try (LDAPConnection connection = directory.connect()) {
      connection.modify("dn: " + group, "changetype: modify", "add: member", "member: " + ann);
    }
    assertThat(directory.members(group)).containsExactly(ann);
  }

  private BrokerProcess.Settings brokerSettings(int port) {
    return new BrokerProcess.Settings(
        Path.of(System.getProperty("gatehouse.broker.lib")), folder.resolve("broker"), port);
  }

  private MongodProcess.Settings mongodSettings() {
    Path executable = new MongodLocator(System.out::println).locate();
    return new MongodProcess.Settings(executable, folder.resolve("mongod"), 0);
  }

  private DirectoryProcess.Settings directorySettings() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, "secret\n");
    String seed = "dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n";
    return new DirectoryProcess.Settings(
        folder.resolve("directory"),
        Ports.free(),
        seed,
        "dc=example,dc=com",
        "cn=admin,dc=example,dc=com",
        password);
  }

  private static LDAPConnection bind(int port) throws Exception {
    return new LDAPConnection("127.0.0.1", port, "cn=admin,dc=example,dc=com", "secret");
  }

  private static void produce(BrokerProcess broker, String... notes) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String note : notes) {
        producer.send(new ProducerRecord<>("notes", note)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> consume(BrokerProcess broker, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.poll.records", count);
    TopicPartition partition = new TopicPartition("notes", 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> all = new java.util.ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (all.size() < count && System.nanoTime() < deadline) {
        StreamSupport.stream(consumer.poll(Duration.ofSeconds(1)).spliterator(), false)
            .forEach(message -> all.add(message.value()));
      }
      return all;
    }
  }

  private static boolean insert(String uri, String id) {
    try (MongoClient client = MongoClients.create(uri)) {
      Document note = new Document("_id", id).append("bytes", "x".getBytes(StandardCharsets.UTF_8));
      return Boolean.TRUE.equals(
          Mono.from(notes(client).insertOne(note))
              .map(result -> result.wasAcknowledged())
              .block(Duration.ofSeconds(20)));
    }
  }

  private static MongoCollection<Document> notes(MongoClient client) {
    return client
        .getDatabase("notes")
        .getCollection("notes")
        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }
}
