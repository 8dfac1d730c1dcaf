/** What a policy makes of a request, told to people: which steps, who is asked, and why. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.explain;
