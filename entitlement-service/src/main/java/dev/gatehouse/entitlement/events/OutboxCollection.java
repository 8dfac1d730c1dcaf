package dev.gatehouse.entitlement.events;

/**
 * A collection whose documents have an outbox.
 *
 * @param kind what one of its documents is, as operators call it
 * @param name the name of the collection
 */
public record OutboxCollection(String kind, String name) {}
