package dev.gatehouse.testkit;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldif.LDIFException;
import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.DirectoryProcess;
import dev.gatehouse.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An LDAP directory in a process of its own, behind a real socket: OpenLDAP where it is installed,
 * else Gatehouse's own small one. It has people, groups, and an administrator who may change them.
 */
public final class TestDirectory implements AutoCloseable {
  /** The root of all entries. */
  public static final String BASE_DN = "dc=example,dc=com";

  /** Who may change them. */
  public static final String BIND_DN = "cn=admin,dc=example,dc=com";

  private static final String PASSWORD = "secret";
  private static final String SEED =
      """
      dn: dc=example,dc=com
      objectClass: top
      objectClass: dcObject
      objectClass: organization
      o: Example
      dc: example

      dn: ou=people,dc=example,dc=com
      objectClass: organizationalUnit
      ou: people

      dn: ou=groups,dc=example,dc=com
      objectClass: organizationalUnit
      ou: groups
      """;

  private final Setup setup;
  private final LdapProcess process;

  private TestDirectory(Setup setup, LdapProcess process) {
    this.setup = setup;
    this.process = process;
  }

  record Setup(Path directory, int port, String password, String seed) {
    Path passwordFile() {
      return directory.resolve("password");
    }
  }

  /** Starts one on a free port. */
  public static TestDirectory start(Path directory) {
    return start(directory, Ports.free());
  }

  /** Starts one, with what an earlier one left in the directory. */
  public static TestDirectory start(Path directory, int port) {
    Setup setup = new Setup(directory.toAbsolutePath(), port, PASSWORD, SEED);
    try {
      Files.createDirectories(directory);
      AtomicFile.writePrivate(setup.passwordFile(), PASSWORD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SlapdProcess.executable()
        .map(
            slapd ->
                new TestDirectory(
                    setup, told("LDAP by " + slapd, SlapdProcess.start(slapd, setup))))
        .orElseGet(
            () -> new TestDirectory(setup, told("LDAP by Gatehouse's own server", own(setup))));
  }

  private static LdapProcess told(String line, LdapProcess process) {
    TestServers.tell(line);
    return process;
  }

  private static LdapProcess own(Setup setup) {
    DirectoryProcess server =
        DirectoryProcess.start(
            new DirectoryProcess.Settings(
                setup.directory(),
                setup.port(),
                setup.seed(),
                BASE_DN,
                BIND_DN,
                setup.passwordFile()));
    return new LdapProcess() {
      @Override
      public void kill() {
        server.kill();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }

  /** The address, as a connector's configuration has it. */
  public String url() {
    return "ldap://127.0.0.1:" + setup.port();
  }

  public int port() {
    return setup.port();
  }

  /** Holds the password of {@link #BIND_DN}. */
  public Path passwordFile() {
    return setup.passwordFile();
  }

  /** Adds a person and answers with the entry's name. */
  public String addPerson(String uid) {
    String dn = "uid=" + uid + ",ou=people," + BASE_DN;
    add("dn: " + dn, "objectClass: inetOrgPerson", "uid: " + uid, "cn: " + uid, "sn: " + uid);
    return dn;
  }

  /** Adds a group, which has the administrator as a member since no group may be empty. */
  public String addGroup(String name) {
    String dn = "cn=" + name + ",ou=groups," + BASE_DN;
    add("dn: " + dn, "objectClass: groupOfNames", "cn: " + name, "member: " + BIND_DN);
    return dn;
  }

  /** The people in a group. */
  public Set<String> members(String groupDn) {
    try (LDAPConnection connection = connect()) {
      SearchResultEntry group = connection.getEntry(groupDn, "member");
      return group == null
          ? Set.of()
          : Set.copyOf(
              List.of(group.getAttributeValues("member")).stream()
                  .filter(member -> !member.equalsIgnoreCase(BIND_DN))
                  .toList());
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection that may change everything. */
  public LDAPConnection connect() throws LDAPException {
    return new LDAPConnection("127.0.0.1", setup.port(), BIND_DN, setup.password());
  }

  private void add(String... ldif) {
    try (LDAPConnection connection = connect()) {
      connection.add(new Entry(ldif));
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the server at once, as a crash would. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
