package dev.gatehouse.expression;

import java.math.BigInteger;
import java.net.InetAddress;

/** The addresses that begin with the same bits, such as {@code 10.0.0.0/8}. */
record Network(InetAddress address, int bits) {

  static Network of(String text) {
    int slash = text.indexOf('/');
    if (slash > 0 && text.substring(slash + 1).matches("\\d{1,3}")) {
      InetAddress address = address(text.substring(0, slash));
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits <= length(address)) {
        return new Network(address, bits);
      }
    }
    throw new Unanswerable(
        "Expected a network such as \"10.0.0.0/8\", but it was \"" + text + "\".");
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new Unanswerable(
          "Expected an address such as \"10.1.2.3\", but it was \"" + text + "\".");
    }
  }

  boolean contains(InetAddress other) {
    return length(address) == length(other) && first(address).equals(first(other));
  }

  private BigInteger first(InetAddress of) {
    return new BigInteger(1, of.getAddress()).shiftRight(length(of) - bits);
  }

  private static int length(InetAddress of) {
    return of.getAddress().length * Byte.SIZE;
  }
}
