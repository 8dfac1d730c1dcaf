/** What a target can be asked, whatever its kind. */
@NullMarked
package dev.gatehouse.provisioning.connectors;

import org.jspecify.annotations.NullMarked;
