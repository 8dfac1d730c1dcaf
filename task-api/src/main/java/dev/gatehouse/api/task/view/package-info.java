/** A task as one caller gets it. */
@NullMarked
package dev.gatehouse.api.task.view;

import org.jspecify.annotations.NullMarked;
