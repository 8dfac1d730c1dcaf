package dev.gatehouse.entitlement.events;

/** A collection beside those of the catalogue whose documents have an outbox. */
public record OutboxCollection(String name) {}
