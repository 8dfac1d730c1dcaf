package dev.gatehouse.provisioning.executor;

import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Holding;
import java.util.function.Supplier;

/** The place that an attempt is carried out on: from here the target is called. */
interface Place {
  /** Whether the target may be called now; false while it is left alone because it kept failing. */
  boolean admitted();

  /** Asks the target to change something, and waits no longer than one call may take. */
  Answer change(String name, Supplier<Answer> work);

  /** Reads from the target, and waits no longer than one call may take. */
  Holding read(String name, Supplier<Holding> work);
}
