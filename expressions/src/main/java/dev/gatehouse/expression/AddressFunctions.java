package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.ADDRESS;
import static dev.gatehouse.expression.Parameter.FLAG;
import static dev.gatehouse.expression.Parameter.NETWORK;
import static dev.gatehouse.expression.Parameter.TEXT;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** Addresses and networks. No name is ever looked up: only addresses written out are understood. */
final class AddressFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("ip", ADDRESS, (_, a) -> Network.address((String) a[0]), TEXT),
          Function.of("cidr", NETWORK, (_, a) -> Network.of((String) a[0]), TEXT),
          Function.member(
              "contains", FLAG, (_, a) -> network(a[0]).contains(ip(a[1])), NETWORK, ADDRESS),
          Function.member(
              "contains", FLAG, (_, a) -> network(a[0]).contains(ip(a[1])), NETWORK, TEXT),
          Function.member(
              "within", FLAG, (_, a) -> network(a[1]).contains(ip(a[0])), ADDRESS, NETWORK),
          Function.member(
              "within", FLAG, (_, a) -> network(a[1]).contains(ip(a[0])), ADDRESS, TEXT),
          is("is4", Inet4Address.class::isInstance),
          is("is6", Inet6Address.class::isInstance),
          is("isPrivate", AddressFunctions::isPrivate),
          is("isLoopback", InetAddress::isLoopbackAddress),
          is("isLinkLocal", InetAddress::isLinkLocalAddress),
          is("isMulticast", InetAddress::isMulticastAddress),
          is("isUnspecified", InetAddress::isAnyLocalAddress));

  private static final List<Network> PRIVATE =
      List.of(
          Network.of("10.0.0.0/8"),
          Network.of("172.16.0.0/12"),
          Network.of("192.168.0.0/16"),
          Network.of("fc00::/7"));

  private AddressFunctions() {}

  private static Function is(String name, Predicate<InetAddress> test) {
    return Function.member(name, FLAG, (_, a) -> test.test(ip(a[0])), ADDRESS);
  }

  private static boolean isPrivate(InetAddress address) {
    return PRIVATE.stream().anyMatch(network -> network.contains(address));
  }

  private static InetAddress ip(Object value) {
    return value instanceof String text ? Network.address(text) : (InetAddress) value;
  }

  private static Network network(Object value) {
    return value instanceof String text ? Network.of(text) : (Network) value;
  }
}
