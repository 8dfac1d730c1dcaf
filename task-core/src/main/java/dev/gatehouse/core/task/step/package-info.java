/** The steps of a task that were reached: what is going on in them and how they ended. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.task.step;
