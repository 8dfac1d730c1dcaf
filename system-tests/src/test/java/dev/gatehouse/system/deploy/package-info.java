/** What of the deployment can be checked without an engine or a cluster. */
@NullMarked
package dev.gatehouse.system.deploy;

import org.jspecify.annotations.NullMarked;
