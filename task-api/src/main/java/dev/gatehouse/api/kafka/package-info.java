/** Reading whole topics, one reader for a gateway. */
@NullMarked
package dev.gatehouse.api.kafka;

import org.jspecify.annotations.NullMarked;
