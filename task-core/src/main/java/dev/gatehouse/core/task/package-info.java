/** Tasks, commands on them, the changes they bring, and the decisions between. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.task;
