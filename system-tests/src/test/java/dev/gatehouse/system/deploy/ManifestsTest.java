package dev.gatehouse.system.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/base} against the services, and against the schemas of Kubernetes. */
class ManifestsTest {
  private static final String SCHEMAS =
      "deploy/schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";

  @ParameterizedTest
  @ValueSource(
      strings = {"entitlement-service", "policy-worker", "provisioning-worker", "task-api"})
  void aServiceStartsWithWhatItIsGiven(String service) {
    Map<String, Object> container = container(service);
    Map<String, String> environment = settings();
    Project.list(container.get("env"))
        .forEach(
            variable ->
                environment.put(
                    (String) variable.get("name"),
                    variable.toString().contains("metadata.name")
                        ? service + "-0"
                        : (String) variable.getOrDefault("value", "k1:x")));

    Map<String, String> bound = ServiceSettings.bind(service, environment);

    assertThat(ServiceSettings.variables()).containsAll(environment.keySet());
    bound.forEach(
        (name, value) ->
            assertThat(environment.getOrDefault(name, value)).as(name).isEqualTo(value));
    assertThat(environment.containsKey("GATEHOUSE_TOKENS_BUILT_IN_KEY_FILE"))
        .isEqualTo(ServiceSettings.readsTokens(service));
    assertThat(Project.imageModules())
        .contains(((String) container.get("image")).replaceAll("gatehouse/|:latest", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entitlement-service", "policy-worker", "provisioning-worker", "task-api"})
  void portsAndProbesAreThoseThatAreServed(String service) {
    Map<String, Object> container = container(service);
    int port = Project.port(service);

    assertThat(Project.list(container.get("ports")))
        .containsExactly(Map.of("name", "http", "containerPort", port));
    assertThat(Project.list(Project.map(document(service, "Service"), "spec").get("ports")))
        .containsExactly(Map.of("name", "http", "port", port, "targetPort", "http"));
    assertThat(Project.map(container, "readinessProbe", "httpGet"))
        .isEqualTo(Map.of("path", "/actuator/health/readiness", "port", "http"));
    assertThat(Project.map(container, "livenessProbe", "httpGet"))
        .isEqualTo(Map.of("path", "/actuator/health/liveness", "port", "http"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entitlement-service", "policy-worker", "provisioning-worker", "task-api"})
  void aContainerHasNoRightsThatItDoesNotNeed(String service) {
    Map<String, Object> container = container(service);

    assertThat(Project.map(pod(service), "securityContext"))
        .containsEntry("runAsNonRoot", true)
        .containsEntry("runAsUser", 10001);
    assertThat(Project.map(container, "securityContext"))
        .isEqualTo(
            Map.of(
                "allowPrivilegeEscalation", false,
                "readOnlyRootFilesystem", true,
                "capabilities", Map.of("drop", List.of("ALL"))));
    assertThat(Project.map(container, "resources", "limits")).containsKey("memory");
    assertThat(Project.list(container.get("volumeMounts")))
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.get("readOnly")))
        .extracting(mount -> mount.get("mountPath"))
        .containsExactly("/tmp");
    assertThat(
            Project.list(pod(service).get("volumes")).stream()
                .map(volume -> Project.map(volume, "secret").get("secretName"))
                .anyMatch("gatehouse-tokens"::equals))
        .isEqualTo(ServiceSettings.readsTokens(service));
  }

  @Test
  void kustomizeAndTheSchemasOfKubernetesTakeThem() {
    Tool kubectl = Tool.expect("kubectl");
    Tool.Outcome rendered = kubectl.run(Project.ROOT, List.of("kustomize", "deploy/base"));
    assertThat(rendered.code()).as(rendered.output()).isZero();
    Tool kubeconform = Tool.expect("kubeconform");

    Tool.Outcome good = conform(kubeconform, rendered.output());
    Tool.Outcome bad =
        conform(kubeconform, rendered.output().replace("readinessProbe", "readynessProbe"));

    assertThat(good.code()).as(good.output()).isZero();
    assertThat(good.output()).contains("10 resources", "Valid: 10");
    assertThat(bad.code()).isNotZero();
    assertThat(bad.output()).contains("additional properties 'readynessProbe' not allowed");
  }

  private static Tool.Outcome conform(Tool kubeconform, String manifests) {
    return kubeconform.run(
        Project.ROOT, Map.of(), manifests, "-strict", "-summary", "-schema-location", SCHEMAS);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    Project.map(Project.documents("deploy/base/settings.yaml").getFirst(), "data")
        .forEach((name, value) -> settings.put(name, (String) value));
    return settings;
  }

  private static Map<String, Object> document(String service, String kind) {
    return Project.documents("deploy/base/" + service + ".yaml").stream()
        .filter(document -> kind.equals(document.get("kind")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> pod(String service) {
    String kind = service.endsWith("-worker") ? "StatefulSet" : "Deployment";
    return Project.map(document(service, kind), "spec", "template", "spec");
  }

  private static Map<String, Object> container(String service) {
    return Project.list(pod(service).get("containers")).getFirst();
  }
}
