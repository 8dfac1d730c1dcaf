package dev.gatehouse.bench.raw;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Text that compresses about as well as real documents do: words and ids. */
final class Padding {
  private static final int WORDS = 400;
  private static final int ID = 27;
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final SplittableRandom random;
  private final String[] words = new String[WORDS];

  Padding(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < WORDS; i++) {
      words[i] = letters(3 + random.nextInt(12));
    }
  }

  /** This many letters. */
  String text(int length) {
    StringBuilder text = new StringBuilder(length + ID);
    while (text.length() < length) {
      text.append(random.nextInt(6) == 0 ? letters(ID) : words[random.nextInt(WORDS)]).append(' ');
    }
    text.setLength(length);
    return text.toString();
  }

  byte[] bytes(int length) {
    return text(length).getBytes(StandardCharsets.US_ASCII);
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
