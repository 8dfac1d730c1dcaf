/** The catalogue over HTTP, on a real database. */
@NullMarked
package dev.gatehouse.system.catalog;

import org.jspecify.annotations.NullMarked;
