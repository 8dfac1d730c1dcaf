/** What every feature keeps in MongoDB: entities, their indexes, and what happens at the start. */
@NullMarked
package dev.gatehouse.entitlement.store;

import org.jspecify.annotations.NullMarked;
