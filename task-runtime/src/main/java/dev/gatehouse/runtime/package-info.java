/** The shell around the pure core that both workers share: batches, store, outbox, sweepers. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime;
