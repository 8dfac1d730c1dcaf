/** Where tasks are kept: the port, its MongoDB adapter, and what stands beside a task in it. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.store;
