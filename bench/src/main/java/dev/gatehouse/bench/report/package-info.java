/** Results as text, as JSON and as a page with curves. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.report;
