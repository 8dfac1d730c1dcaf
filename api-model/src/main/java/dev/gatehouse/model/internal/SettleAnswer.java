package dev.gatehouse.model.internal;

/**
 * What came of ending a lease.
 *
 * @param settled false if a later lease was given meanwhile, so that this one counts for nothing
 * @param sentence why not; empty if settled
 */
public record SettleAnswer(boolean settled, String sentence) {}
