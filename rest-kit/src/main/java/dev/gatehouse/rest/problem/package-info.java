/** Every failure that reaches the edge becomes one kind of answer. */
@NullMarked
package dev.gatehouse.rest.problem;

import org.jspecify.annotations.NullMarked;
