/** Who acts, with which roles, and what each role may do. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.access;
