/** JSON of the core's own records, as they are stored and sent between the services. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model.core;
