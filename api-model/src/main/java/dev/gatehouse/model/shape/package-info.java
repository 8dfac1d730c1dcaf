/** The messages of the API as data: reading what callers send, completing what they get. */
@NullMarked
package dev.gatehouse.model.shape;

import org.jspecify.annotations.NullMarked;
