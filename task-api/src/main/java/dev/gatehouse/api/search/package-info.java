/** Searching tasks. */
@NullMarked
package dev.gatehouse.api.search;

import org.jspecify.annotations.NullMarked;
