/** The pure core of the engine: no framework, no clock, no random, no input or output. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core;
