package dev.gatehouse.servers;

import dev.gatehouse.servers.ServedSchemas.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which request gets which answer; no input or output. */
final class RegistryRoutes {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ServedSchemas schemas;

  RegistryRoutes(ServedSchemas schemas) {
    this.schemas = schemas;
  }

  RegistryAnswer answer(String method, List<String> path, String body) {
    return switch (method) {
      case "GET" -> get(path);
      case "POST" -> post(path, body);
      default -> unknownRoute(method, path);
    };
  }

  private RegistryAnswer get(List<String> path) {
    if (path.isEmpty()) {
      return RegistryAnswer.ok(Map.of());
    }
    String rest = String.join("/", path.subList(1, path.size()));
    return switch (path.getFirst()) {
      case "subjects" -> path.size() == 1 ? RegistryAnswer.ok(schemas.subjects()) : subject(path);
      case "schemas" -> rest.equals("types") ? RegistryAnswer.ok(List.of("AVRO")) : byId(path);
      case "config" ->
          path.size() <= 2
              ? RegistryAnswer.ok(Map.of("compatibilityLevel", "FULL_TRANSITIVE"))
              : unknownRoute("GET", path);
      case "mode" ->
          path.size() <= 2
              ? RegistryAnswer.ok(Map.of("mode", "READONLY"))
              : unknownRoute("GET", path);
      default -> unknownRoute("GET", path);
    };
  }

  /** {@code /subjects/S/versions[/V[/schema]]}. */
  private RegistryAnswer subject(List<String> path) {
    if (path.size() < 3 || path.size() > 5 || !path.get(2).equals("versions")) {
      return unknownRoute("GET", path);
    }
    List<Version> versions = schemas.versions(path.get(1));
    if (versions.isEmpty()) {
      return subjectNotFound(path.get(1));
    }
    if (path.size() == 3) {
      return RegistryAnswer.ok(versions.stream().map(Version::number).toList());
    }
    Optional<Version> version = pick(versions, path.get(3));
    if (version.isEmpty()) {
      return RegistryAnswer.error(40402, "Version " + path.get(3) + " not found.");
    }
    if (path.size() == 5) {
      return path.get(4).equals("schema")
          ? new RegistryAnswer(200, version.get().frozen().json())
          : unknownRoute("GET", path);
    }
    return RegistryAnswer.ok(described(version.get()));
  }

  private static Optional<Version> pick(List<Version> versions, String wanted) {
    return wanted.equals("latest") || wanted.equals("-1")
        ? Optional.of(versions.getLast())
        : versions.stream()
            .filter(version -> Integer.toString(version.number()).equals(wanted))
            .findFirst();
  }

  /** {@code /schemas/ids/ID[/schema|/subjects|/versions]}. */
  private RegistryAnswer byId(List<String> path) {
    if (path.size() < 3 || path.size() > 4 || !path.get(1).equals("ids")) {
      return unknownRoute("GET", path);
    }
    List<Version> versions =
        path.get(2).matches("\\d{1,9}") ? schemas.withId(Integer.parseInt(path.get(2))) : List.of();
    if (versions.isEmpty()) {
      return RegistryAnswer.error(40403, "Schema " + path.get(2) + " not found");
    }
    String json = versions.getFirst().frozen().json();
    String part = path.size() == 3 ? "" : path.get(3);
    return switch (part) {
      case "" -> RegistryAnswer.ok(Map.of("schema", json));
      case "schema" -> new RegistryAnswer(200, json);
      case "subjects" -> RegistryAnswer.ok(each(versions, version -> version.frozen().subject()));
      case "versions" ->
          RegistryAnswer.ok(
              each(
                  versions,
                  version ->
                      Map.of("subject", version.frozen().subject(), "version", version.number())));
      default -> unknownRoute("GET", path);
    };
  }

  private static <T> List<T> each(List<Version> versions, Function<Version, T> view) {
    return versions.stream().map(view).toList();
  }

  /** {@code /subjects/S} looks a schema up, {@code /subjects/S/versions} registers it. */
  private RegistryAnswer post(List<String> path, String body) {
    boolean register = path.size() == 3 && path.get(2).equals("versions");
    boolean lookup = path.size() == 2;
    if (!(register || lookup) || !path.getFirst().equals("subjects")) {
      return unknownRoute("POST", path);
    }
    String subject = path.get(1);
    Schema schema;
    try {
      JsonNode request = MAPPER.readTree(body);
      schema = ServedSchemas.parse(request.path("schema").asString(""));
    } catch (JacksonException | AvroRuntimeException e) {
      return RegistryAnswer.error(
          42201, "Expected {\"schema\": AVRO SCHEMA}, but: " + e.getMessage());
    }
    Optional<Version> match = schemas.matching(subject, schema);
    if (match.isPresent()) {
      return RegistryAnswer.ok(
          register ? Map.of("id", match.get().frozen().id()) : described(match.get()));
    }
    if (register) {
      return RegistryAnswer.error(
          409,
          "Expected a schema that this installation was built with, but "
              + subject
              + " has no such version, and this registry takes no new ones.");
    }
    return schemas.versions(subject).isEmpty()
        ? subjectNotFound(subject)
        : RegistryAnswer.error(40403, "Schema not found");
  }

  private static Map<String, Object> described(Version version) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("subject", version.frozen().subject());
    answer.put("version", version.number());
    answer.put("id", version.frozen().id());
    answer.put("schemaType", "AVRO");
    answer.put("schema", version.frozen().json());
    return answer;
  }

  private static RegistryAnswer subjectNotFound(String subject) {
    return RegistryAnswer.error(40401, "Subject '" + subject + "' not found.");
  }

  private static RegistryAnswer unknownRoute(String method, List<String> path) {
    return RegistryAnswer.error(
        404, "There is no " + method + " /" + String.join("/", path) + " here.");
  }
}
