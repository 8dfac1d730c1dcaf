/** The gateway: the REST API of tasks, and the way to everything else. */
@NullMarked
package dev.gatehouse.api;

import org.jspecify.annotations.NullMarked;
