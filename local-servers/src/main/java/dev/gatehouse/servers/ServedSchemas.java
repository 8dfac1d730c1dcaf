package dev.gatehouse.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The registry's contents: the versions of each subject, in the order they were given. */
final class ServedSchemas {
  private final Map<String, List<Version>> subjects = new LinkedHashMap<>();

  /** One version of a subject; versions count from 1. */
  record Version(ServedSchema frozen, int number, Schema parsed) {}

  ServedSchemas(List<ServedSchema> schemas) {
    for (ServedSchema frozen : schemas) {
      List<Version> versions =
          subjects.computeIfAbsent(frozen.subject(), subject -> new ArrayList<>());
      versions.add(new Version(frozen, versions.size() + 1, parse(frozen.json())));
    }
  }

  /** Fails with an {@link AvroRuntimeException} on anything that is not an Avro schema. */
  static Schema parse(String json) {
    return withoutJavaTypes(new Schema.Parser().parse(json));
  }

  /** Generated classes carry a hint about the Java string type, which means nothing on the wire. */
  private static Schema withoutJavaTypes(Schema schema) {
    String text = schema.toString();
    String plain =
        text.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
            .replace(",\"avro.java.string\":\"String\"", "");
    return text.equals(plain) ? schema : new Schema.Parser().parse(plain);
  }

  List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Empty for an unknown subject. */
  List<Version> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  List<Version> withId(int id) {
    return subjects.values().stream()
        .flatMap(List::stream)
        .filter(version -> version.frozen().id() == id)
        .toList();
  }

  /** The version that is this schema: names, fields, order, types and defaults; not its docs. */
  Optional<Version> matching(String subject, Schema schema) {
    return versions(subject).stream()
        .filter(version -> version.parsed().equals(schema))
        .findFirst();
  }
}
