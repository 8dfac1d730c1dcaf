package dev.gatehouse.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server.properties of a broker that is alone and serves this machine only. */
final class BrokerConfiguration {
  private BrokerConfiguration() {}

  static Map<String, String> of(int port, int advertisedPort, int controllerPort, Path data) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", data.toString());
    // The services make the topics; a typing error should not make one.
    properties.put("auto.create.topics.enable", "false");
    properties.put("num.partitions", "8");
    for (String prefix :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      properties.put(prefix + ".replication.factor", "1");
      properties.put(prefix + ".num.partitions", "4");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.cleaner.dedupe.buffer.size", "16777216");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    return properties;
  }
}
