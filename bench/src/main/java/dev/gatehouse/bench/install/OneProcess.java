package dev.gatehouse.bench.install;

import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ProcessRecord;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What {@code gatehouse up} starts, with a data directory of our own. */
final class OneProcess implements Installation {
  private static final int HEAP_MEGABYTES = 768;
  private static final String MAIN = "dev.gatehouse.standalone.Gatehouse";

  private final Path data;
  private final ServiceJvm jvm;
  private final JsonNode credentials;
  private final BuiltInIssuer issuer;

  private OneProcess(Path data, ServiceJvm jvm) throws IOException {
    this.data = data;
    this.jvm = jvm;
    this.credentials = Json.mapper().readTree(Files.readString(data.resolve("credentials.json")));
    this.issuer = BuiltInIssuer.open(data.resolve("keys/issuer.jwk"), Clock.systemUTC());
  }

  static OneProcess start(Path folder, JvmOptions options) {
    Path data = folder.resolve("data");
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            options.command(
                HEAP_MEGABYTES,
                List.of("-Dgatehouse.broker.lib=" + options.brokerJars().toAbsolutePath()),
                MAIN));
    command.addAll(List.of("up", "--data", data.toAbsolutePath().toString(), "--port", "" + port));
    ServiceJvm jvm = ServiceJvm.start("standalone", folder, port, command);
    try {
      jvm.awaitReady(() -> Files.exists(data.resolve("credentials.json")));
      return new OneProcess(data, jvm);
    } catch (IOException e) {
      jvm.close();
      throw new ServerException("Expected the standalone to tell its addresses, but " + e + ".", e);
    } catch (RuntimeException e) {
      jvm.close();
      for (String server : List.of("broker/broker.pid", "mongod/mongod.pid")) {
        ChildProcess.stopLeftover(data.resolve(server));
      }
      throw e;
    }
  }

  @Override
  public String url() {
    return credentials.path("baseUrl").asString();
  }

  @Override
  public String kafka() {
    return credentials.path("kafka").asString();
  }

  @Override
  public String mongodbUri() {
    return credentials.path("mongodb").asString();
  }

  @Override
  public String registryUrl() {
    return credentials.path("registry").asString();
  }

  @Override
  public String installationKeys() {
    try {
      return Files.readString(data.resolve("keys/installation.keys")).strip();
    } catch (IOException e) {
      throw new ServerException("Expected the standalone's keys, but " + e + ".", e);
    }
  }

  @Override
  public BuiltInIssuer issuer() {
    return issuer;
  }

  @Override
  public Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("standalone", jvm.pid());
    processes.put("broker", pidIn("broker/broker.pid"));
    processes.put("mongod", pidIn("mongod/mongod.pid"));
    return processes;
  }

  private long pidIn(String file) {
    return ProcessRecord.read(data.resolve(file))
        .map(ProcessRecord::pid)
        .orElseThrow(
            () ->
                new ServerException(
                    "Expected a process in %s, but there is none.".formatted(data.resolve(file))));
  }

  @Override
  public void close() {
    jvm.close();
  }
}
