package dev.gatehouse.runtime.store;

import dev.gatehouse.core.task.Task;
import java.time.Instant;

/** An open task that is to be looked at. */
public record DueTask(Task task, Instant at) {}
