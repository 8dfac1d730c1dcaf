package dev.gatehouse.schemas.wire;

import org.apache.avro.Schema;

/** Where schemas are known by number. */
public interface SchemaRegistry {

  /** The id of a schema under a subject; it is registered there if it is new. */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws UnreadableRecord if the registry does not know it
   */
  Schema schema(int id);
}
