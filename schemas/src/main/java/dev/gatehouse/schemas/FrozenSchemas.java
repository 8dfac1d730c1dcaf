package dev.gatehouse.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Every version of every topic's schema that was ever released, as it was. A new version is added
 * beside the old ones ({@code gatehouse/schemas/TOPIC/vN.avsc}), which never change.
 */
public final class FrozenSchemas {
  private FrozenSchemas() {}

  /**
   * One released schema.
   *
   * @param id fixed: {@code 100 * (place of the topic + 1) + version}
   */
  public record Frozen(String topic, int version, int id, Schema schema) {
    public String subject() {
      return Topics.subject(topic);
    }
  }

  /** All of them, by topic and then by version. */
  public static List<Frozen> all() {
    List<Frozen> all = new ArrayList<>();
    for (int place = 0; place < Topics.ALL.size(); place++) {
      String topic = Topics.ALL.get(place);
      int version = 1;
      for (Schema schema = load(topic, version); schema != null; schema = load(topic, version)) {
        all.add(new Frozen(topic, version, 100 * (place + 1) + version, schema));
        version++;
      }
    }
    return List.copyOf(all);
  }

  private static @Nullable Schema load(String topic, int version) {
    String path = "/gatehouse/schemas/%s/v%d.avsc".formatted(topic, version);
    try (InputStream in = FrozenSchemas.class.getResourceAsStream(path)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected " + path + " to be readable.", e);
    }
  }
}
