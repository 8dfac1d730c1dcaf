package dev.gatehouse.testkit;

/** An LDAP server that tests can stop and crash. */
interface LdapProcess extends AutoCloseable {
  /** Ends it at once, as a crash would. */
  void kill();

  @Override
  void close();
}
