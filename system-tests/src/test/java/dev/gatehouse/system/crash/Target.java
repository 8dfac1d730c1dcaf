package dev.gatehouse.system.crash;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An LDAP directory in our own process, which keeps its own book of what was changed: what
 * Gatehouse believes of it does not count.
 */
final class Target implements AutoCloseable {
  static final String BASE = "dc=example,dc=com";
  static final String ADMIN = "cn=admin," + BASE;
  static final String PASSWORD = "secret";

  private final InMemoryDirectoryServer server;
  private final List<Change> changes = new ArrayList<>();
  private final AtomicLong calls = new AtomicLong();

  /** A membership that came or went. */
  record Change(Instant at, String group, String member, boolean given) {}

  /** Somebody is in a group. */
  record Member(String group, String member) {}

  Target() {
    try {
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
      config.setSchema(null);
      config.addAdditionalBindCredentials(ADMIN, PASSWORD);
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig(
              "ldap", InetAddress.getLoopbackAddress(), 0, null));
      config.addInMemoryOperationInterceptor(new Book());
      server = new InMemoryDirectoryServer(config);
      server.add(new Entry(BASE, new com.unboundid.ldap.sdk.Attribute("objectClass", "domain")));
      server.add(organizationalUnit("people"));
      server.add(organizationalUnit("groups"));
      server.startListening();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Entry organizationalUnit(String name) {
    return new Entry(
        "ou=" + name + "," + BASE,
        new com.unboundid.ldap.sdk.Attribute("objectClass", "organizationalUnit"));
  }

  String url() {
    return "ldap://127.0.0.1:" + server.getListenPort();
  }

  static String person(String name) {
    return "uid=" + name + ",ou=people," + BASE;
  }

  static String group(String name) {
    return "cn=" + name + ",ou=groups," + BASE;
  }

  void addPerson(String name) {
    add(person(name), "inetOrgPerson", List.of());
  }

  /** Adds a group with these people, which is not a change that anybody asked for. */
  void addGroup(String name, List<String> members) {
    add(group(name), "groupOfNames", members.stream().map(Target::person).toList());
  }

  private void add(String dn, String objectClass, List<String> members) {
    Entry entry = new Entry(dn, new com.unboundid.ldap.sdk.Attribute("objectClass", objectClass));
    members.forEach(member -> entry.addAttribute("member", member));
    try {
      server.add(entry);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everybody who is in a group now. */
  Set<Member> members() {
    Set<Member> members = new HashSet<>();
    try {
      for (Entry group :
          server
              .search(BASE, com.unboundid.ldap.sdk.SearchScope.SUB, "(objectClass=groupOfNames)")
              .getSearchEntries()) {
        String[] values = group.getAttributeValues("member");
        for (String member : values == null ? new String[0] : values) {
          members.add(new Member(group.getDN(), member));
        }
      }
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
    return members;
  }

  /** What was changed so far. */
  List<Change> changes() {
    synchronized (changes) {
      return List.copyOf(changes);
    }
  }

  /** How often it was asked to change something. */
  long calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.shutDown(true);
  }

  private final class Book extends InMemoryOperationInterceptor {
    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) {
      calls.incrementAndGet();
    }

    @Override
    public void processModifyResult(InMemoryInterceptedModifyResult result) {
      if (!ResultCode.SUCCESS.equals(result.getResult().getResultCode())) {
        return;
      }
      synchronized (changes) {
        for (Modification each : result.getRequest().getModifications()) {
          for (String member : each.getValues()) {
            changes.add(
                new Change(
                    Instant.now(),
                    result.getRequest().getDN(),
                    member,
                    ModificationType.ADD.equals(each.getModificationType())));
          }
        }
      }
    }
  }
}
