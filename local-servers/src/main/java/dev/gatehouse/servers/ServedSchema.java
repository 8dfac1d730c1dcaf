package dev.gatehouse.servers;

/**
 * A schema that the registry serves.
 *
 * @param subject such as {@code task-events-value}
 * @param id the fixed id that stands in every message
 * @param json the Avro schema
 */
public record ServedSchema(String subject, int id, String json) {}
