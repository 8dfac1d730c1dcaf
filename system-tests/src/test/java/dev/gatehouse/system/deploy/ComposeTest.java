package dev.gatehouse.system.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} against the services, the images and the scripts that it needs. */
class ComposeTest {
  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{\\w+:-([^}]*)}");
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{\\w+:\\?[^}]*}");
  private static final String OWN_SERVERS = "deploy/compose/own-servers.yaml";

  private final Map<String, Object> compose = Project.documents("docker-compose.yml").getFirst();
  private final Map<String, Object> services = Project.map(compose, "services");

  @Test
  void eachServiceStartsWithTheVariablesThatItIsGiven() {
    for (String service : Project.SERVICES) {
      Map<String, String> environment = environment(service);

      Map<String, String> bound = ServiceSettings.bind(service, environment);

      assertThat(ServiceSettings.variables()).containsAll(environment.keySet());
      bound.forEach(
          (name, value) ->
              assertThat(environment.getOrDefault(name, value)).as(name).isEqualTo(value));
      assertThat(bound.keySet()).contains("GATEHOUSE_MONGODB_URI", "GATEHOUSE_INSTALLATION_KEYS");
      // A container made anew has another name, and would wait for the partitions of the old one.
      assertThat(environment).doesNotContainKey("GATEHOUSE_INSTANCE_ID");
    }
  }

  @Test
  void eachImageOfOursIsMadeAndLoaded() {
    Set<String> named =
        services.values().stream()
            .map(service -> (String) Project.map(service).get("image"))
            .filter(image -> image.startsWith("${IMAGE_PREFIX:-gatehouse}/"))
            .map(image -> image.replaceAll(".*/|:latest", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(Project.imageModules());
    Matcher loaded =
        Pattern.compile("for module in (.*); do").matcher(Project.text("deploy/compose/load"));
    assertThat(loaded.find()).isTrue();
    assertThat(new TreeSet<>(List.of(loaded.group(1).split(" ")))).isEqualTo(named);
  }

  @Test
  void aServiceIsHealthyWhenItIsReadyAndRunsWithoutRights() {
    for (String name : Project.SERVICES) {
      Map<String, Object> service = Project.map(services, name);
      List<String> check = strings(Project.map(service, "healthcheck").get("test"));

      assertThat(check.getLast())
          .isEqualTo("http://localhost:%d/actuator/health/readiness".formatted(Project.port(name)));
      assertThat(check).contains("dev.gatehouse.probe.HealthProbe");
      assertThat(service)
          .containsEntry("read_only", true)
          .containsEntry("cap_drop", List.of("ALL"));
      assertThat((String) service.get("user")).contains("10001:10001");
      // Without exec, compressed records of other producers could not be read.
      assertThat(strings(service.get("tmpfs"))).singleElement().asString().startsWith("/tmp:exec");
    }
  }

  @Test
  void onlyServicesThatVerifyTokensGetTheKeyOfTokens() {
    for (String name : Project.SERVICES) {
      Object secrets = Project.map(services, name).getOrDefault("secrets", List.of());

      assertThat(((List<?>) secrets).contains("token-key"))
          .as(name)
          .isEqualTo(ServiceSettings.readsTokens(name));
    }
  }

  @Test
  void composeItselfReadsTheFiles() {
    Tool docker = Tool.expect("docker");
    assumeTrue(
        docker.run(Project.ROOT, List.of("compose", "version")).code() == 0,
        "Skipped: docker has no compose plugin here.");
    Map<String, String> key = Map.of("GATEHOUSE_INSTALLATION_KEYS", "k1:x");

    Tool.Outcome whole =
        docker.run(Project.ROOT, key, "", files("config --services", "docker-compose.yml"));
    Tool.Outcome own =
        docker.run(
            Project.ROOT, key, "", files("config --services", "docker-compose.yml", OWN_SERVERS));

    assertThat(whole.output().lines()).containsExactlyInAnyOrderElementsOf(services.keySet());
    assertThat(own.output().lines())
        .contains("directory")
        .containsAll(Project.SERVICES)
        .doesNotContain("kafka", "registry", "mongodb");
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).toList();
  }

  private static String[] files(String command, String... files) {
    String options =
        Arrays.stream(files).map(file -> "-f " + file).collect(Collectors.joining(" "));
    return ("compose --env-file /dev/null " + options + " " + command).split(" ");
  }

  private Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    Project.map(services, service, "environment")
        .forEach((name, value) -> environment.put(name, interpolated((String) value)));
    return environment;
  }

  private static String interpolated(String value) {
    return REQUIRED
        .matcher(WITH_DEFAULT.matcher(value).replaceAll("$1"))
        .replaceAll("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        .replace("$$", "$");
  }
}
