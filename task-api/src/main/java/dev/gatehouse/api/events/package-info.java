/** The stream of task events. */
@NullMarked
package dev.gatehouse.api.events;

import org.jspecify.annotations.NullMarked;
