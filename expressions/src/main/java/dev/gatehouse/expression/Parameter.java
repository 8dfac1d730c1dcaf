package dev.gatehouse.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a function takes: a type of the language, and what stands for it in Java. */
record Parameter(String name, CelType type, Class<?> javaType) {
  static final Parameter TEXT = new Parameter("string", SimpleType.STRING, String.class);
  static final Parameter NUMBER = new Parameter("int", SimpleType.INT, Long.class);
  static final Parameter TIME = new Parameter("timestamp", SimpleType.TIMESTAMP, Instant.class);
  static final Parameter DURATION = new Parameter("duration", SimpleType.DURATION, Duration.class);
  static final Parameter USER = new Parameter("user", Things.USER.type(), Thing.class);
  static final Parameter USERS =
      new Parameter("users", ListType.create(Things.USER.type()), List.class);
  static final Parameter ACCOUNT = new Parameter("account", Things.ACCOUNT.type(), Thing.class);
  static final Parameter ACCOUNTS =
      new Parameter("accounts", ListType.create(Things.ACCOUNT.type()), List.class);
  static final Parameter ENTITLEMENT =
      new Parameter("entitlement", Things.ENTITLEMENT.type(), Thing.class);
  static final Parameter FLAG = new Parameter("bool", SimpleType.BOOL, Boolean.class);
  static final Parameter ADDRESS =
      new Parameter("address", OpaqueType.create("IP"), InetAddress.class);
  static final Parameter NETWORK =
      new Parameter("network", OpaqueType.create("CIDR"), Network.class);
}
