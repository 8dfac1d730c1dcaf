package dev.gatehouse.system.crash;

/**
 * Something that goes wrong.
 *
 * @param name for people
 * @param strike does it, and returns as soon as the next one may come
 */
record Fault(String name, Runnable strike) {}
