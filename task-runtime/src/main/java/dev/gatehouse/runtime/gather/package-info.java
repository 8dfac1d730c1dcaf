/** Many small calls become a few large ones, without waiting. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.gather;
