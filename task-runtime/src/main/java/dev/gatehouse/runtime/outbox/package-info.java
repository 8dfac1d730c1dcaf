/** What is to be published because of a write: built, sent in order, swept up after a crash. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.outbox;
