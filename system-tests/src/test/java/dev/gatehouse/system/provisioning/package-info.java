/** Provisioning on a real database and a real directory. */
@NullMarked
package dev.gatehouse.system.provisioning;

import org.jspecify.annotations.NullMarked;
