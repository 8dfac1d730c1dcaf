/** How the API says no: codes, one sentence, and details for machines. */
@NullMarked
package dev.gatehouse.model.error;

import org.jspecify.annotations.NullMarked;
