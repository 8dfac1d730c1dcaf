/** What a load costs: processor time, Kafka records, MongoDB operations. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.measure;
