/** Carries attempts out: so many at once for each connector, so that none delays another. */
@NullMarked
package dev.gatehouse.provisioning.executor;

import org.jspecify.annotations.NullMarked;
