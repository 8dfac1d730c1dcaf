/** The history of a task, as people read it. */
@NullMarked
package dev.gatehouse.api.audit;

import org.jspecify.annotations.NullMarked;
