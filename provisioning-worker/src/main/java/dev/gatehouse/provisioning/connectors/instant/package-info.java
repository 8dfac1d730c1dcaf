/** A target that is not there: for trials and measurements. */
@NullMarked
package dev.gatehouse.provisioning.connectors.instant;

import org.jspecify.annotations.NullMarked;
