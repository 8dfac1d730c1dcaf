/** The answers to what decisions ask about the world. Nothing is remembered from batch to batch. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.facts;
