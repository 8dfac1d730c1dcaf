/** Forms that people fill in, and what they answer. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.form;
