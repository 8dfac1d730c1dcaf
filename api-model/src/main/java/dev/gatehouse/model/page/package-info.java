/** Pages of lists and searches. */
@NullMarked
package dev.gatehouse.model.page;

import org.jspecify.annotations.NullMarked;
