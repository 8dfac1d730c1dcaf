/** What was measured, cell by cell, as files that a later run can go on from. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.result;
