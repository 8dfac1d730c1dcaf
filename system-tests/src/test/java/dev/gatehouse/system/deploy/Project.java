package dev.gatehouse.system.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** Files of this project, as the deployment reads them. */
final class Project {
  static final Path ROOT = Path.of(System.getProperty("gatehouse.project.root", ".."));

  /** The services, by the names of their modules. */
  static final List<String> SERVICES =
      List.of("entitlement-service", "policy-worker", "provisioning-worker", "task-api");

  private Project() {}

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a YAML file. */
  static List<Map<String, Object>> documents(String file) {
    return StreamSupport.stream(new Yaml().loadAll(text(file)).spliterator(), false)
        .map(Project::map)
        .toList();
  }

  /** The member at a path of names. */
  static Map<String, Object> map(Map<String, Object> from, String... path) {
    Map<String, Object> at = from;
    for (String name : path) {
      at = map(at.getOrDefault(name, Map.of()));
    }
    return at;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  static List<Map<String, Object>> list(Object value) {
    return value == null ? List.of() : ((List<?>) value).stream().map(Project::map).toList();
  }

  /** The modules that {@code mvn -Pimages package} makes an image of. */
  static Set<String> imageModules() {
    Set<String> modules = new TreeSet<>();
    try (Stream<Path> folders = Files.list(ROOT)) {
      folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> text(name + "/pom.xml").contains("<image.skip>false</image.skip>"))
          .forEach(modules::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return modules;
  }

  /** The port that a service serves at, by its own settings file. */
  static int port(String service) {
    Map<String, Object> settings =
        documents(service + "/src/main/resources/" + service + ".yml").getFirst();
    return (Integer) map(settings, "server").get("port");
  }
}
