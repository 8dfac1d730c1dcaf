package dev.gatehouse.runtime.codec;

/** What a record turned out to be. */
public sealed interface Decoded {
  RawRecord raw();

  /** A command whose giver is proven. */
  record Known(RawRecord raw, CommandEnvelope envelope) implements Decoded {}

  /** Nothing that can ever be worked on; the reason is a sentence. */
  record Poison(RawRecord raw, String reason) implements Decoded {}
}
