package dev.gatehouse.system.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import dev.gatehouse.provisioning.connectors.ldap.LdapConnectorKind;
import dev.gatehouse.testkit.TestDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The LDAP connector against a directory in a process of its own. */
class ITLdapConnector {
  @TempDir static Path folder;
  private static TestDirectory directory;
  private static Connector connector;
  private static String ann;

  @BeforeAll
  static void start() {
    directory = TestDirectory.start(folder.resolve("directory"));
    connector = open(directory.url(), directory.passwordFile());
    ann = directory.addPerson("ann");
  }

  @AfterAll
  static void stop() {
    connector.close();
    directory.close();
  }

  @Test
  void givesAndTakesBackMembership() {
    Target target = target(directory.addGroup("editors"), ann);

    assertThat(connector.holds(target)).isEqualTo(new Holding.Known(false));
    assertThat(connector.grant(target)).isEqualTo(new Answer.Done());
    assertThat(directory.members(target.externalId())).containsExactly(ann);
    assertThat(connector.holds(target)).isEqualTo(new Holding.Known(true));
    assertThat(connector.revoke(target)).isEqualTo(new Answer.Done());
    assertThat(directory.members(target.externalId())).isEmpty();
  }

  @Test
  void whatIsSoAlreadyIsSuccess() {
    Target target = target(directory.addGroup("readers"), ann);
    connector.grant(target);

    assertThat(connector.grant(target)).isEqualTo(new Answer.Already());
    connector.revoke(target);
    assertThat(connector.revoke(target)).isEqualTo(new Answer.Already());
  }

  @Test
  void aGroupThatIsNotThereIsRefused() {
    Target target = target("cn=nobody,ou=groups," + TestDirectory.BASE_DN, ann);

    assertThat(connector.grant(target))
        .isEqualTo(
            new Answer.Refused(
                "Expected the directory to have the group "
                    + target.externalId()
                    + " of Editors, but it has none."));
    assertThat(connector.revoke(target)).isInstanceOf(Answer.Refused.class);
    assertThat(connector.holds(target)).isInstanceOf(Holding.Unknown.class);
  }

  @Test
  void aPersonWhoIsNotThereIsRefused() {
    String group = directory.addGroup("writers");
    String nobody = "uid=nobody,ou=people," + TestDirectory.BASE_DN;

    assertThat(connector.grant(target(group, nobody)))
        .isEqualTo(
            new Answer.Refused(
                "Expected the directory to have the entry "
                    + nobody
                    + " of the account ann, but it has none."));
    assertThat(directory.members(group)).isEmpty();
  }

  @Test
  void whatIsNoNameInADirectoryIsRefused() {
    assertThat(connector.grant(target("editors", ann)))
        .isEqualTo(
            new Answer.Refused(
                "Expected the entitlement Editors to name its group by a DN, but it was"
                    + " \"editors\"."));
    assertThat(connector.grant(new Target("cn=g", "u1", "ann", Map.of(), "Editors")))
        .isEqualTo(
            new Answer.Refused(
                "Expected the profile of the account ann to have its DN as \"dn\", but it was"
                    + " \"\"."));
  }

  @Test
  void theLastMemberOfAGroupThatNeedsOneIsRefused() {
    Target target = target(directory.addGroup("owners"), TestDirectory.BIND_DN);

    Answer answer = connector.revoke(target);

    assumeThat(answer).as("not every directory has that rule").isNotEqualTo(new Answer.Done());
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).sentence()).contains("must keep its last member");
  }

  @Test
  void aWrongPasswordIsRefusedUntilTheFileIsPutRight() throws IOException {
    Target target = target(directory.addGroup("guests"), ann);
    Path password = Files.writeString(folder.resolve("other-password"), "wrong");
    Connector other = open(directory.url(), password);

    assertThat(other.grant(target))
        .isEqualTo(
            new Answer.Refused(
                "Expected the directory 127.0.0.1:%d to let %s in, but it refused the name or the"
                        .formatted(directory.port(), TestDirectory.BIND_DN)
                    + " password."));
    Files.copy(directory.passwordFile(), password, StandardCopyOption.REPLACE_EXISTING);
    assertThat(other.grant(target)).isEqualTo(new Answer.Done());
    other.close();
  }

  @Test
  void aDirectoryThatIsDownIsUnreachableUntilItIsBack() {
    try (TestDirectory own = TestDirectory.start(folder.resolve("own"));
        Connector toOwn = open(own.url(), own.passwordFile())) {
      Target target = target(own.addGroup("editors"), own.addPerson("ann"));
      assertThat(toOwn.grant(target)).isEqualTo(new Answer.Done());

      own.kill();

      assertThat(toOwn.revoke(target)).isInstanceOf(Answer.Failure.class);
      assertThat(toOwn.revoke(target)).isInstanceOf(Answer.Unreachable.class);
      try (TestDirectory again = TestDirectory.start(folder.resolve("own"), own.port())) {
        assertThat(toOwn.revoke(target)).isEqualTo(new Answer.Done());
        assertThat(again.members(target.externalId())).isEmpty();
      }
    }
  }

  @Test
  void aServerThatNeverAnswersIsNotWaitedForForEver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Connector toSilent =
            open("ldap://127.0.0.1:" + silent.getLocalPort(), directory.passwordFile())) {
      assertThat(toSilent.grant(target("cn=editors,ou=groups," + TestDirectory.BASE_DN, ann)))
          .isInstanceOf(Answer.Unreachable.class);
    }
  }

  private static Connector open(String url, Path passwordFile) {
    return new LdapConnectorKind(List.of(folder))
        .open(
            Map.of(
                "url",
                url,
                "bindDn",
                TestDirectory.BIND_DN,
                "passwordFile",
                passwordFile.toString()),
            Duration.ofSeconds(6));
  }

  private static Target target(String group, String member) {
    return new Target(group, "u1", "ann", Map.of("dn", member), "Editors");
  }
}
