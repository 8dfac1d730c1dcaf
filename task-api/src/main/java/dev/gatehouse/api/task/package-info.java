/** Creating, changing and reading tasks. */
@NullMarked
package dev.gatehouse.api.task;

import org.jspecify.annotations.NullMarked;
