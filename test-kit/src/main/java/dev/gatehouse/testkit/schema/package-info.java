/** What readers of earlier releases make of what is written today. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.testkit.schema;
