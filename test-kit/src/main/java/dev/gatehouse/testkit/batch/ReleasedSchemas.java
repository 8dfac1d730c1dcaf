package dev.gatehouse.testkit.batch;

import dev.gatehouse.schemas.FrozenSchemas;
import dev.gatehouse.schemas.wire.SchemaRegistry;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The registry without a server: it knows what was released. */
public final class ReleasedSchemas implements SchemaRegistry {
  private static final List<FrozenSchemas.Frozen> ALL = FrozenSchemas.all();

  /** By identity: to compare two schemas takes longer than to write a record. */
  private final Map<Schema, Integer> known = Collections.synchronizedMap(new IdentityHashMap<>());

  @Override
  public int idOf(String subject, Schema schema) {
    return known.computeIfAbsent(schema, s -> find(subject, s));
  }

  private static int find(String subject, Schema schema) {
    return ALL.stream()
        .filter(f -> f.subject().equals(subject) && f.schema().equals(schema))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Override
  public Schema schema(int id) {
    return ALL.stream()
        .filter(f -> f.id() == id)
        .findFirst()
        .orElseThrow(() -> new UnreadableRecord("Expected a released schema, but it is " + id))
        .schema();
  }
}
