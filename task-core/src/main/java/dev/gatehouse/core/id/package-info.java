/** Typed identifiers: no bare string crosses a border. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.id;
