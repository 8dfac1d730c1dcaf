/** Orders as they come from the topic. */
@NullMarked
package dev.gatehouse.provisioning.order;

import org.jspecify.annotations.NullMarked;
