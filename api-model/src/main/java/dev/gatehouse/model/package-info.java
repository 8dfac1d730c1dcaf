/** The REST API as data. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model;
