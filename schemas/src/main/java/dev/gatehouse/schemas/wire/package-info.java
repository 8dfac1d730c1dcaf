/** Confluent's wire format: a zero byte, a four-byte schema id, the Avro body. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.schemas.wire;
