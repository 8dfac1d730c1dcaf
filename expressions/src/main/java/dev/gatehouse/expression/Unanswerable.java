package dev.gatehouse.expression;

/** A function cannot give a value; the message says why, as a sentence. */
final class Unanswerable extends RuntimeException {
  Unanswerable(String sentence) {
    super(sentence, null, false, false);
  }
}
