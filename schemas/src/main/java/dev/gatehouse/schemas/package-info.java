/**
 * The records of every topic (generated from {@code src/main/avro}) and the names of the topics.
 */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.schemas;
