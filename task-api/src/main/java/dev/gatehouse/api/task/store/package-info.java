/** Reads tasks from MongoDB; the gateway never writes one. */
@NullMarked
package dev.gatehouse.api.task.store;

import org.jspecify.annotations.NullMarked;
