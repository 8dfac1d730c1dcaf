/** The floor: the same records and writes as a lifecycle, with no logic between them. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.raw;
