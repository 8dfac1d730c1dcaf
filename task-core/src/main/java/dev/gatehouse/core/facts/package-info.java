/** What a decision must know about the world: questions and their answers. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.facts;
