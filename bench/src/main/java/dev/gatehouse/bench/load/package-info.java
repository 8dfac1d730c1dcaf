/** The load: people who ask for access and approve it, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.load;
