/** What people can do with a task: who may, and what it needs. One table. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.decide.action;
