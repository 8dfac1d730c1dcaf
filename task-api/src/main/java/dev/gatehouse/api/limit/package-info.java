/** How many commands may be under way at once. */
@NullMarked
package dev.gatehouse.api.limit;

import org.jspecify.annotations.NullMarked;
