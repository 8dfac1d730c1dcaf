/** What the services of one installation say to each other over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model.internal;
