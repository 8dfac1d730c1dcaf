/** The worker that carries out provision steps: it asks targets to give access or take it back. */
@NullMarked
package dev.gatehouse.provisioning;

import org.jspecify.annotations.NullMarked;
